"""What comes at the end of a day or of a week, for whoever wants it; and the one line on return."""
