"""Tests of the days."""
