"""What does the law come to on the facts that somebody tells?"""
