"""What does the law say?"""
