"""What the board is made of: figures, lists, the timeline, contracts found."""
