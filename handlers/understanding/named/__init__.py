"""Firms, products, people and kinds of data that a message names, without the district's records."""
