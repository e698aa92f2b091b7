"""The form of a contract: its fields, its provisions, and what is doubtful in it."""
