"""Holds what the finder makes of a question: a topic, and how likely it is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic, and how likely it is meant: a share between 0 and 1."""

    topic: str
    score: float
