"""What the kinds of record have in common: how one is logged, shown, listed and corrected."""
