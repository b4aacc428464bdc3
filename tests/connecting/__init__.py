"""Tests of connecting Slack with a person's own authorisation."""
