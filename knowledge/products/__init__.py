"""Products that schools often use: their kinds and their other names."""
