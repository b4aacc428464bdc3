"""One colleague who agreed to know: asked once, told in words that were read first, ended from both sides."""
