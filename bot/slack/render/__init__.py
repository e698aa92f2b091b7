"""Renders replies for Slack."""
