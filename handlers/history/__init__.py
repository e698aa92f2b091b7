"""How a record is corrected, withdrawn, erased, and its history told."""
