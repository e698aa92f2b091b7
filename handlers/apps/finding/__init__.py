"""Which product is meant, and how does it stand with the district?"""
