"""The App Home, help, and the answer to anything that no feature knows; reads from all, owns nothing."""
