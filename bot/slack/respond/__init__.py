"""How somebody in Slack is answered."""
