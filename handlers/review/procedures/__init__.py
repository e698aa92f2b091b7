"""The provisions that describe how: deletion on request, review by families, breach notices, and what happens at the end."""
