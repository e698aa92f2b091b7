"""By which wire and which tokens do Slack and the bot reach each other?"""
