"""What the colleague who agreed to know is told about a sitting, and the channel note."""
