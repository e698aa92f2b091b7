"""What a question comes to that goes on from the turn before."""
