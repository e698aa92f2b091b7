"""How a district sets up the bot and gives roles."""
