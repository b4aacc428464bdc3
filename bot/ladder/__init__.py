"""The sizes of a block, from an hour down to one word, and how a typed length is read."""
