"""What scripts call: questions about the law, and the records to read."""
