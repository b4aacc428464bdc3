"""Tests of the sandbox page in a real browser."""
