"""How do the records leave the house?"""
