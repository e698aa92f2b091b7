"""How an answer on the law is laid out: its label, its parts, its short form."""
