"""What happened, and what is due: the records, on disk or in a database."""
