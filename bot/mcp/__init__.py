"""The bot for other assistants: its read-only tools by the Model Context Protocol."""
