"""A focus block from start to check-in."""
