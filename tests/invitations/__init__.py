"""Tests of what asking a colleague has in common."""
