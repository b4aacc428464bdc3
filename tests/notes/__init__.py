"""The channel note on both engines."""
