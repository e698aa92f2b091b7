"""By which connection and tokens Slack and the bot reach each other."""
