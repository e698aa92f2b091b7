"""What do we say about the law?"""
