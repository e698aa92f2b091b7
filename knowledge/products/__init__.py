"""Which products do schools often use, of what kind are they, and what else are they called?"""
