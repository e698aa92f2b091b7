"""Papers for people outside the chat: what they say, and how they become text, a web page, a Word file or a PDF."""
