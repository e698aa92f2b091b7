"""Where the bot keeps its own secrets, encrypted."""
