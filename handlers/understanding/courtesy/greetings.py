"""Takes the greeting and the thanks off a message, and knows a message that is nothing else."""

from __future__ import annotations

from typing import Literal

from handlers.dialogue import bounded_re as re
from handlers.understanding.courtesy.small_talk import SmallTalk, small_talk

Courtesy = Literal["hello"] | SmallTalk
"""What was said where nothing was asked; empty where something was."""
_BOT = r"(?:@[\w.-]+(?: bot)?|dpa(?: bot)?|bot|there|all|team|everyone|everybody|folks)"
_HELLO = (
    r"(?:hi+|hello+|hey+|hiya|howdy|yo|hola|buenos d[ií]as|buenas tardes|greetings|dear"
    r"|(?:good )?(?:morning|afternoon|evening)|good day|(?:quick |one |another )?question|excuse me"
    r"|sorry to (?:bother|bug)(?: you)?|ok|okay|alright|great|cool|perfect|please|pls)"
)
_THANKS = (
    r"(?:(?:ok |okay |great |and |so |many )*(?:thanks|thank you|thankyou|thank u|thx|thnx|tysm|ty|cheers"
    r"|much appreciated|appreciate it|got it|understood|that helps|awesome|tia)"
    r"(?:,? (?:so much|very much|a lot|a bunch|again|in advance|for (?:the|your) help|for that|bot|dpa|team|all"
    r"|everyone))*)"
)
_PLEASE = r"(?:please|pls|plz)(?: help| advise)?"
_SHORT_THANKS = (
    r"(?<!\ba )(?<!\bsay )(?<!\bno )(?<!\bthe )(?<!\bof )(?:many )?(?:thanks|thank you|thx|tia)"
    r"(?: so much| a lot| in advance)?"
)
_OPENS = re.compile(
    rf"\s*(?:@[\w.-]+[\s,:]+|{_HELLO}(?:\s+{_BOT})?\s*[,.!:;–—-]+\s*|(?:hi+|hello+|hey+|hiya)\s+(?:{_BOT}\W+)?)(?=\S)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    rf"\s*(?:{_HELLO}(?:\s+{_BOT})?\W+)?(?:it'?s|this is|i'?m|i am|my name is) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,?"
    r" (?:from|in|at|over in|over at|with|here)\b[^.;:!?\n]{0,50}[.;:!,–—-]+\s+(?=\S)",
    re.IGNORECASE,
)
"""Says who writes, and names no vendor."""
_PHONE = re.compile(
    r"\W*\b(?:sent from (?:my|outlook|gmail|yahoo|mail)\b[^.!?\n]{0,30}|get outlook for \w+)[.\s]*$", re.IGNORECASE
)
"""What a phone writes below a message."""
_CLOSES = re.compile(
    rf"(?:(?:(?<=[?.!,;])|\s*[,.!;–—-]+)\s*(?:{_THANKS}|{_PLEASE})|\s+(?:{_SHORT_THANKS}|{_PLEASE}))[\s.!,:)]*$",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*(?:{_HELLO}(?:\W+{_BOT})*\W*)*", re.IGNORECASE)
_THANKS_ALONE = re.compile(
    rf"\W*(?:{_HELLO}(?:\W+{_BOT})*\W+)*{_THANKS}(?:\W+(?:{_THANKS}|{_HELLO}|{_BOT}))*\W*", re.IGNORECASE
)
_THANKED = re.compile(r"\b(?:thanks|thank|thx|thnx|tysm|ty|appreciate\w*|lifesaver)\b", re.IGNORECASE)

AT_EITHER_END = 80
"""Letters in which a greeting or thanks are looked for."""


def courtesy(text: str) -> Courtesy:
    """Whether a message is nothing but a greeting, thanks, small talk, or signs without a word."""
    if said := small_talk(text):
        return said
    if not any(letter.isalnum() for letter in text):
        return "hello" if text else ""
    if len(text) > AT_EITHER_END:
        return ""
    if _THANKS_ALONE.fullmatch(text):
        return "thanks"
    return "hello" if _ALONE.fullmatch(text) else ""


def kind_of_talk(text: str) -> Courtesy:
    """What small talk is that no wording knows: thanks where they are said, else a chat."""
    return "thanks" if _THANKED.search(text) else "how are you"


def without_introduction(text: str) -> str:
    """The message without who writes it, and with what: "Hi, it's Lorna from the office; … Sent from my phone"."""
    found, phone = _INTRODUCES.match(text), _PHONE.search(text, max(0, len(text) - AT_EITHER_END))
    return text[found.end() if found else 0 : phone.start() if phone and phone.start() else None]


def without_greeting(text: str) -> str:
    """The message without the greeting before it and the thanks behind it; all of it where nothing else is there."""
    left = without_introduction(text.strip())
    while found := _OPENS.match(left[:AT_EITHER_END]):
        left = left[found.end() :]
    while (found := _CLOSES.search(left, max(0, len(left) - AT_EITHER_END))) and found.start():
        left = left[: found.start()].rstrip()
    return left or text
