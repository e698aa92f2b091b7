"""Which steps lead from the first tables to those of today?"""
