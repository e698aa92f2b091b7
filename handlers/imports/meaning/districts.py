"""Which of the districts that a registry's export names is ours?"""

from __future__ import annotations

from collections.abc import Iterable

from handlers.dialogue import bounded_re as re

_COMMON = frozenset(
    "public school schools district districts board dept department education of the town city ct no".split()
)
"""Words that a sheet may leave out of a district's name, or add to it."""


def ours_of(named: Iterable[str], district: str) -> frozenset[str]:
    """Those of the names that are the district's own, as setup has it; none where nobody can tell."""
    return frozenset(name for name in named if name and district and _bare(name) == _bare(district))


def _bare(name: str) -> tuple[str, ...]:
    """The words by which a district differs from others; all its words where it has no such."""
    words = re.findall(r"[^\W_]+", name.casefold().replace("regional", "region"))
    return tuple(word for word in words if word not in _COMMON) or tuple(words)
