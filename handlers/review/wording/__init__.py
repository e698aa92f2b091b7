"""The words of papers: families of words, who is who, what the data is called, spans of time, other states."""
