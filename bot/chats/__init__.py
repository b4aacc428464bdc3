"""The weekly chat with a person one mentors: asked once, and one card when it is time."""
