"""How does a reply look in Teams?"""
