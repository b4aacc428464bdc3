"""Lines typed in the messages: what they mean where a block stands, and one kind answer to any other."""
