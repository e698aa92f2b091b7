"""What somebody wants from the district's own records, said in plain words."""
