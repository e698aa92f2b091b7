"""The text of the About page, and what programs read where their token is missing or not valid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

PARTS = (
    (messages.what_it_is, messages.IS),
    (messages.what_it_keeps, messages.KEEPS),
    (messages.what_it_does_not_keep, messages.KEEPS_NOT),
    (messages.who_gets_it, messages.GOES),
    (messages.who_to_ask, messages.ASK),
)
"""The sections of the page: heading and text."""


def versions(program: str, law: str, changed: date | None, *, copied: bool) -> tuple[str, str]:
    """The program's version, and that of the law files with the day of their last change."""
    law_files = (
        messages.the_law_as_of_version_last(law=law, changed=day(changed))
        if changed
        else messages.the_law_has_no_version
    )
    return "Version", f"{program}. {law_files}{', a copy that the district edits' if copied else ''}."
