"""How activities of Teams come in and go out."""
