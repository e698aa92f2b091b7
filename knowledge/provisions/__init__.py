"""The ten provisions in contracts: the model that reads them, and the labeled clauses it was taught with."""
