"""What a person lets the bot do in their own Slack: each feature, its scopes, and what a refusal takes away."""
