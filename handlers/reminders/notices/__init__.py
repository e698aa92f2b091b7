"""What is a person told once: a role that was given, the pages of those without a chat?"""
