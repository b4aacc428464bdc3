"""Which days someone showed up on; the others are not counted."""
