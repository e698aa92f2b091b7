"""How is the bot spoken with in Microsoft Teams?"""
