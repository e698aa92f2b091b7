"""What was learned of the ten provisions from labelled clauses and papers, and how it reads a paper."""
