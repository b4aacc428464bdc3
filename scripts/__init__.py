"""What is done by hand now and then."""
