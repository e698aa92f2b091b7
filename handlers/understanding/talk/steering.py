"""Knows what steers a conversation: another topic, saving what is shown, putting on record what was told."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_NEW_TOPIC = re.compile(
    r"^(?:(?:ok|okay|so|and|well|thanks|great)[,. ]+)*(?:(?:on )?(?:a )?(?:different|another|new|other|separate"
    r"|unrelated|next|totally different|completely different)"
    r" (?:topic|question|subject|matter|thing|note|one)|change of (?:topic|subject)|changing (?:topic"
    r"|subject)s?|unrelated|switching (?:topics|gears)|something else)"
    r"(?: (?:now|entirely|altogether|though|here))?\s*(?:[:,.;–—-]+\s*|$)",
    re.IGNORECASE,
)
_SAVE = re.compile(
    r"(?:(?:ok|okay|yes|yep|yeah|great|perfect|good|looks good|that'?s right|correct|please|now|then)[,. !]*)*"
    r"(?:save(?: (?:it|this|that|the (?:contract|breach|record)))?|submit(?: it)?"
    r"|go ahead(?: and save(?: it)?)?|confirm(?: it)?|do it|send it in|mark it)"
    r"(?:[,. ]*(?:please|now|then|thanks|thank you))*[\s.!]*",
    re.IGNORECASE,
)
_LOG_IT = re.compile(
    r"(?:(?:ok|okay|yes|so|please|can you|could you|let'?s|i want to|we should|then|and|go ahead and)[,. ]*)*"
    r"(?:log|record|enter|register|file|put|add|save|note)(?: (?:it|that|this|them|one))?(?: (?:in|down"
    r"|on (?:the )?record|in the (?:system|records|log)))?"
    r"(?:[,. ]*(?:please|now|then|for us|for me))*[\s.!?]*",
    re.IGNORECASE,
)

_OTHER_KIND = re.compile(
    r"(?:(?:and|ok|what about|how about|same for|now)[, ]+)+(?:an? |the )?(?P<kind>contract|agreement|breach"
    r"|incident)[\s?.!]*",
    re.IGNORECASE,
)


def other_kind(text: str) -> str:
    """The form for the other kind of record, after one was shown: "and a breach?"; empty where none is meant."""
    found = _OTHER_KIND.fullmatch(text.strip())
    return "" if found is None else "log-breach" if found["kind"].lower() in {"breach", "incident"} else "log-contract"


def new_topic(text: str) -> str | None:
    """What is asked after "different topic:"; None where no other topic is announced."""
    found = _NEW_TOPIC.match(text)
    return text[found.end() :] if found else None


def is_save(text: str) -> bool:
    """Whether it asks to do what the button just shown does."""
    return _SAVE.fullmatch(text.strip()) is not None


def is_log_it(text: str) -> bool:
    """Whether it asks to put on record what was told before."""
    return _LOG_IT.fullmatch(text.strip()) is not None
