"""Time off: taken, shown, ended."""
