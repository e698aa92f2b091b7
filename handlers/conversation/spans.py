"""Makes whole the values that the reader marked in pieces: Team Snap, i-Ready, June 30, 2028, Remind Inc."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from knowledge.frames.frame import Frame, Span

_NAMES = frozenset({"vendor", "product", "subprocessor"})
_WORDS = frozenset({"value", "reason"})
_BETWEEN_NAMES = frozenset({" ", "-", ".", ""})
_IN_A_DATE = frozenset({" ", ", ", ",", ""})
_ARTICLE = re.compile(r"(?:the|an?|our|any|all)\s+(?=\S)", re.IGNORECASE)
_ARTICLES = frozenset({"the", "an"})
_LEGAL_FORM = re.compile(r"(?:inc|llc|ltd|corp|co)\W*", re.IGNORECASE)
_SIGN = re.compile(r"[,;:]\s*(?=\S)")
_LAST_WORD = re.compile(r"\S+\s+$")


def whole(frame: Frame, text: str) -> Frame:
    """The frame with whole values."""
    found: list[Span] = []
    for one in frame.values:
        if found and _are_one(found[-1], one, text):
            slot = "value" if {found[-1].slot, one.slot} == _WORDS else found[-1].slot
            found[-1] = _span(slot, text, found[-1].start, one.end)
        else:
            found.append(_name(one, text) if one.slot in _NAMES or one.slot == "school" else one)
    said = [one for one in found if one.text.strip().lower() not in _ARTICLES]
    return replace(frame, values=tuple(_without_sign(one, text) for one in said))


def _without_sign(one: Span, text: str) -> Span:
    """Without the sign between it and the word before."""
    sign = _SIGN.match(one.text)
    return _span(one.slot, text, one.start + sign.end(), one.end) if sign else one


def _are_one(first: Span, second: Span, text: str) -> bool:
    between = text[first.end : second.start]
    if first.slot.startswith("date") and second.slot.startswith("date"):
        return between in _IN_A_DATE
    if {first.slot, second.slot} == _WORDS:
        return between == " "
    return first.slot == second.slot and first.slot in _NAMES and between in _BETWEEN_NAMES


def _name(one: Span, text: str) -> Span:
    """Without an article before it, and with the word before it where it is a legal form alone."""
    start = one.start
    if article := _ARTICLE.match(one.text):
        start += article.end()
    elif _LEGAL_FORM.fullmatch(one.text) and (before := _LAST_WORD.search(text[: one.start])):
        start = before.start()
    return _span(one.slot, text, start, one.end)


def _span(slot: str, text: str, start: int, end: int) -> Span:
    return Span(slot, text[start:end], start, end)
