"""Tests of a person."""
