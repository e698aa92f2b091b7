"""How a reply looks in Slack."""
