"""Asking a colleague for something: who may be asked, how often, and for how long that is open."""
