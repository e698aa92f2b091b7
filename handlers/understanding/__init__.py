"""What a message means: text in, a Reading out; no records and no replies."""
