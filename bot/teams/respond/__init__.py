"""Answers button presses, dialogs, edits and searches in Teams."""
