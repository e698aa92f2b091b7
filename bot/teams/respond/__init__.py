"""How somebody in Teams is answered."""
