"""What may the app do in Slack, and what does it hear of?

docs/slack.md has the reason for each.
"""

from __future__ import annotations

SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)
"""What the app cannot do without."""
OPTIONAL = ("groups:history",)
"""What a district may grant; the app does without."""
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)
