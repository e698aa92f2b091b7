"""Who said what in Slack."""
