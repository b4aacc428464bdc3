"""Slack status and do-not-disturb while a block runs, with the person's own token."""
