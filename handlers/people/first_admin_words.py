"""The sentences that lead a district to its first administrator."""

from __future__ import annotations

from handlers.people.chats import WHO_MAY_BEGIN

QUESTION = "Nobody administers the bot in your district yet. Are you the one who sets it up?"
I_DO, NOT_I = "I administer it", "Somebody else will"
NOBODY_YET = (
    "Nobody administers the bot in your district yet. The person who sets it up types administer to me: "
    f"{WHO_MAY_BEGIN}. Or the person who runs the bot names an administrator in DPA_ADMINS."
)
# The welcome of those who ask and look up.
STAFF_ASKS = ("May I use this app?", "A vendor told us of a breach", "What must a contract contain?")
