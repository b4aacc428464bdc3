"""The start card: a size offered, smaller or a bit bigger, before anything begins; and shortcuts that lead to it."""
