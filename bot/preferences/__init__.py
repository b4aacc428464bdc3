"""Settings: one modal with how a person likes to begin, words of their own, and what they chose."""
