"""What happened, and what did we promise?"""
