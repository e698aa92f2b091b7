"""Shows and delivers answers in Slack."""
