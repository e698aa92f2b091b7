"""The bot's encrypted secrets, and short-lived data that must not be readable."""
