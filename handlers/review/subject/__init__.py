"""Which paper is reviewed, how does it read, and what did people decide on it?"""
