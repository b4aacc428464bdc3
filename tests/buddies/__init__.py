"""Tests of buddies."""
