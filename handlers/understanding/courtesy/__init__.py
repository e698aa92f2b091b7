"""Greetings, thanks and other small talk, apart from what is asked."""
