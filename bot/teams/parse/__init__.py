"""Who said what in Teams."""
