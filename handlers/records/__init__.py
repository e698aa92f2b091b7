"""What do we keep of contracts and breaches?"""
