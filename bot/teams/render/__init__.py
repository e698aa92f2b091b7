"""How a reply looks in Teams."""
