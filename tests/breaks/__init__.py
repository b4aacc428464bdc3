"""Tests of short breaks."""
