"""The channel note: the same lines as a ping's, in one channel that the person picked, one message a block."""
