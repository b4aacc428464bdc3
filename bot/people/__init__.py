"""A person: who they are in Slack, their zone, how they like to begin, and the key that opens their words."""
