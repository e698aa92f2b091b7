"""What is sent to the page, read piece by piece and within bounds."""
