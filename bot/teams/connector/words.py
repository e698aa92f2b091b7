"""Sentences for callers who send to Teams' address what Teams does not send."""

from __future__ import annotations

REFUSED = "This request does not come from Microsoft Teams, or its token is too old."
NOT_NOW = "It cannot be checked just now whether this request comes from Microsoft Teams. Please try again in a moment."
NO_JSON = "This address takes JSON only."
NO_ACTIVITY = "This request is no activity: it says no type."
FAILED = "Something went wrong."
