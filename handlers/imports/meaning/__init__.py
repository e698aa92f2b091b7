"""What does a heading or a cell of a list mean?"""
