"""Frames: what a message wants, and its values, at the point where the dialogue stands."""
