"""What is kept beside the records: tokens, counts and slots, which no history tells of."""
