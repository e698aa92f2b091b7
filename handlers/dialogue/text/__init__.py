"""How does a reply read as text, and what becomes of what is too long for its place?"""
