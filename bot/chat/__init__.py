"""What Slack and Teams share: the pipeline from a message to its answer."""
