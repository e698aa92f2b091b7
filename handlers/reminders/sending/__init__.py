"""Which message goes to which place, and what became of it?"""
