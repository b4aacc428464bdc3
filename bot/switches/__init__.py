"""What whoever runs it switches off, or limits, for everyone; nobody's choice goes beyond it."""
