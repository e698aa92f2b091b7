"""Questions that the privacy lead answers in place of the book."""
