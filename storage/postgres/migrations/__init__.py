"""How do the tables of PostgreSQL become those that this version knows?"""
