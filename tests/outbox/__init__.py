"""What is promised about time (docs/delivery.md), on SQLite and on PostgreSQL."""
