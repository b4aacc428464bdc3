"""The course of a sitting."""
