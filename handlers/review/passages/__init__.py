"""The passages of a paper: its clauses, each with the heading and the words that lead to it."""
