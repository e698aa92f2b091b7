"""Students' data in what somebody types: found, pointed out, never kept."""
