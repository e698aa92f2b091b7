"""Slack: receives what people say there, and answers it."""
