"""What does a question come to, on the facts that it tells?"""
