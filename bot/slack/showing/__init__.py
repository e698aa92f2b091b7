"""How does a reply look in Slack?"""
