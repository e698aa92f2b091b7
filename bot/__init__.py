"""The bot: its surfaces (chats, pages, commands, e-mail, programs), who is asking there, and how replies are shown."""
