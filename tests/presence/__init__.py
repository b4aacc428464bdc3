"""Tests of Slack status and do-not-disturb."""
