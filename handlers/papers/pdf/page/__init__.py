"""Takes from one page of a PDF what is on it: letters, what was filled in, drawn lines, pictures."""
