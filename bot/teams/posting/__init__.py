"""How do posts that nobody asked for reach Teams?"""
