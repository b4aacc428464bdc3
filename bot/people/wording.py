"""What is said of where a person is."""

ZONE_UNKNOWN = "Slack doesn't say which time zone you are in, so times count as UTC. `/focus settings` takes yours."
