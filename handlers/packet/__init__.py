"""How a district did in a period: the figures, in a chat and as a packet for the board of education."""
