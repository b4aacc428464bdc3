"""Alembic's migrations; `python -m bot migrate` runs them."""
