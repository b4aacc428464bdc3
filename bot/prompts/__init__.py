"""What comes by itself at a wall-clock time: when, and how much of it may (PRODUCT 2.10)."""
