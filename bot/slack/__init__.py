"""How does the bot live in Slack?"""
