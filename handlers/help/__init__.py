"""What somebody can say here: the help."""
