"""How do people use the bot in a browser?"""
