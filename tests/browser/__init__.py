"""What a newcomer does with `make try`, in a real browser."""
