"""Holds what the model reads in a message, as shares between 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """How likely a message asserts an element and how likely it denies it; the rest is that it says neither."""

    asserted: float
    denied: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What a message says. Every mapping goes from a name to its share, best first."""

    stances: Mapping[str, float] = field(default_factory=dict)
    """``may``, ``must``, ``banned``, ``skip``, ``enough``, ``covered``, ``when``, ``who``, ``what``, ``how``, ``why``,
    ``assert``, ``consequence``."""
    entries: Mapping[str, float] = field(default_factory=dict)
    """What it is about, as in ``rule:disclose``, ``term:operator``, ``duty:post-contract``, ``item:deletion``."""
    cites: Mapping[str, float] = field(default_factory=dict)
    """Where the answer stands, as in ``10-234cc(b)(4)(C)``."""
    facts: Mapping[str, Said] = field(default_factory=dict)
    """By element, as in ``disclose.court-order``."""
    verdicts: Mapping[str, float] = field(default_factory=dict)
    """The verdict that questions worded like this one have."""
    opens: Mapping[str, float] = field(default_factory=dict)
    """``yes``, ``no``, ``depends``, ``none``: how the answer begins to questions worded like this one."""
    wishes: Mapping[str, float] = field(default_factory=dict)
    """``law``, ``look``, ``act``, ``talk``, ``outside``."""
    commands: Mapping[str, float] = field(default_factory=dict)
    """Commands on records, where it is a wish on records."""
