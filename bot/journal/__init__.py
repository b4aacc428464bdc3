"""The sentences: one thing that went okay, sealed, kept as long as the person said."""
