"""What Slack and Teams share."""
