"""How Slack and the bot connect: over HTTP or a websocket, with which tokens, in which workspaces."""
