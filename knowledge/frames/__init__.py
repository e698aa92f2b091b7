"""What does a message want, at the point where the dialogue stands?"""
