"""How does a deadline look, alone, in a list and in a chart?"""
