"""Which facts does a message assert or deny, and what does it ask of them?"""
