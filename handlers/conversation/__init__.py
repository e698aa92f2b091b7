"""What does a message mean where the dialogue stands, and what is remembered for the turns to come?"""
