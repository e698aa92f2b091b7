"""How the pipeline reaches Teams, and how an answer gets where it belongs there."""
