"""Who may do what, what people are called, and how they are reached."""
