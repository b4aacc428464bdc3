"""The sandbox against the real slack_sdk and slack_bolt, and against Slack's own limits."""
