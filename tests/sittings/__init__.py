"""Tests of where a sitting stands."""
