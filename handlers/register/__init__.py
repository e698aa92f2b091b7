"""The public register: the contracts, breach notices and yearly notice of a district as a website."""
