"""Tests of weekly chats."""
