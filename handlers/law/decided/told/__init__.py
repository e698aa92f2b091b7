"""What a question tells: facts, times that passed, kinds of data."""
