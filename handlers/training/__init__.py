"""The two-minute training: five questions with a firm answer from the book, and who did it this school year."""
