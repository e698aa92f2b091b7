"""Which papers come of a review?"""
