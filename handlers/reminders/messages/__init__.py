"""What does a message of what is due say, and which message speaks of it now?"""
