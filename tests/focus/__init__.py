"""Tests of a focus block."""
