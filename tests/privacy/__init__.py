"""Tests of what is kept and removed."""
