"""Tests of help, the Home tab and typed lines."""
