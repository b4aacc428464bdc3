"""Pings: the rules, the service, any order."""
