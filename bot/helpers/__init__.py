"""What to do when it is too much: one thing at a time, in an order, never the same kind twice in a row."""
