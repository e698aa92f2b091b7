"""Audit events: what each change put, chained by hashes, and the check of records against them."""
