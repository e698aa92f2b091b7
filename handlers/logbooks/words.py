"""The texts that all kinds of record share."""

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def saved(id: str, *, again: bool) -> str:
    """It is saved, or was already."""
    return messages.this_was_already_saved_as_it(id=id) if again else messages.saved_as(id=id)
