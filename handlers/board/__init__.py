"""What does the board show?"""
