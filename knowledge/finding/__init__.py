"""The finder of topics: which topic a question means, and how likely."""

from typing import TYPE_CHECKING, Any

from knowledge.finding.ranker import Guess, read_phrasings, stamp

if TYPE_CHECKING:
    from knowledge.finding.ranker import Finder, train

__all__ = ["Finder", "Guess", "read_phrasings", "stamp", "train"]


def __getattr__(name: str) -> Any:
    """Import what needs numpy only when it is used: a process that only passes guesses on does without."""
    if name not in __all__:
        raise AttributeError(name)
    from knowledge.finding import ranker  # noqa: PLC0415

    return getattr(ranker, name)
