"""The records of a district: contracts, breaches, deadlines and their audit, on disk or in a database."""
