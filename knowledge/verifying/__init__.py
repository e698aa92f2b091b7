"""Whether the book says what the official text says: the text cut into passages, and who confirmed what."""
