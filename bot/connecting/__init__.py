"""Connecting Slack with a person's own authorisation: asked for, set, and given up."""
