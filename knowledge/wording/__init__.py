"""How a time limit is said in words, and the places in a sentence that take it from a duty."""
