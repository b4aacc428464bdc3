"""Time off."""
