"""What a message asks: its kind, what it takes to be so, and whether Yes or No can answer it."""
