"""Changes to records: correcting, withdrawing, erasing and undoing, and the history of each."""
