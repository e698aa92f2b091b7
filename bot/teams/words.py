"""Sentences that people read in Teams, the texts of its app manifest, and what checking the secret says."""

from collections.abc import Callable, Mapping, Sequence

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

READERS = {
    "channel": messages.everyone_in_this_team_can_read,
    "private": messages.everyone_in_this_private_channel_can,
    "group": messages.everyone_in_this_chat_can_read,
}


def shared_by(name: str) -> str:
    """Below an answer that one person asked for and shared with everybody."""
    return messages.shared_by_(name=name) if name else messages.shared_by_the_person_who_asked


def not_served(tenant: str) -> str:
    """Why a place cannot be reached."""
    return messages.not_served(tenant=tenant or "(unknown)")


REFUSED: Mapping[str, str] = {
    "7000215": (messages.microsoft_refuses_this_secret_copy),
    "7000222": messages.this_secret_has_expired_make_a,
    "700016": (messages.microsoft_does_not_find_this_app),
    "90002": messages.NO_TENANT,
    "900023": messages.NO_TENANT,
}
"""Sentences by Entra's error number."""
OF_SECRET = frozenset({"7000215", "7000222"})
"""The error numbers with which Entra refuses the secret alone: it knows the app and the tenant."""


def refused(word: str, codes: Sequence[str]) -> str:
    """Entra refuses the ID and secret for a reason that we have no sentence for."""
    return messages.refused(word=" ".join((word, *(f"AADSTS{code}" for code in codes))) or "no reason given")
