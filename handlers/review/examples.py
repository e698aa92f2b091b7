"""Whether a pattern occurs in an example clause: in its plain words, or as it stands."""

from functools import lru_cache

from handlers.review.lexicon import Spans, has
from handlers.review.parties import Parties, plain_words

NOBODY = Parties((), ())
"""An example names the parties as any paper may: the vendor, the district."""
Form = tuple[str, dict[str, Spans]]
"""A text, and what was found in it."""


def occurs(example: str, pattern: str, plain: bool) -> bool:
    """Whether the pattern occurs in the example: in its plain words alone, or also as it stands."""
    forms = (_plain(example),) if plain else (*_raw(example), _plain(example))
    return any(has(words, pattern, seen) for words, seen in forms)


@lru_cache(16)
def _plain(example: str) -> Form:
    return plain_words(example, NOBODY), {}


@lru_cache(16)
def _raw(example: str) -> tuple[Form, ...]:
    return (example.lower(), {}), (example, {})
