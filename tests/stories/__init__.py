"""Stories: what people do and see, through the real dispatcher and the sandbox."""
