"""Measured comparisons, each one command. They print; none of them is a test."""
