"""What each clause says: who promises what about which data, in words that no longer depend on the names of the paper."""
