"""Tests of what comes by itself."""
