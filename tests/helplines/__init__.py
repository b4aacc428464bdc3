"""The helplines and their dates."""
