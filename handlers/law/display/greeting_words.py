"""Replies to greetings, thanks and other small talk."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.law.words import the_lead

TITLES: Mapping[str, str] = {
    "hello": "Hello",
    "thanks": "You're welcome",
    "goodbye": "Goodbye",
    "sorry": "No problem",
    "praise": "Thank you",
    "complaint": "I am sorry",
    "okay": "Okay",
    "never mind": "Okay",
    "test": "I am here",
    "how are you": "I am here",
    "who": "About me",
    "bot": "About me",
    "lawyer": "About me",
}
ASK_ME = "Ask me about student data and the law whenever you like, in your own words; type help to see what I can do."
BOT = (
    "I am a bot for Connecticut's Student Data Privacy Act. I answer from checked notes on that law, with the cite, "
    "and I keep this district's contracts, breaches and deadlines."
)
LAWYER = (
    "I am a bot and not a lawyer. I give information, not legal advice: each answer says where it stands and how far "
    "it was checked. For a decision ask your district's counsel."
)
IN_OTHER_WORDS = (
    "Say it in other words, with what happened and to whose data, or name the section, such as bb(a). If I have it "
    "wrong, ask"
)
NOTHING_DONE = "I have changed nothing."
SAYS: Mapping[str, tuple[str, ...]] = {
    "never mind": (NOTHING_DONE, ASK_ME),
    "who": (BOT, ASK_ME),
    "lawyer": (LAWYER,),
}


def says(courtesy: str, lead: str) -> tuple[str, ...]:
    """What is said to it, a paragraph each; ``lead`` is the privacy lead's name."""
    whom = the_lead(lead)
    match courtesy:
        case "complaint":
            return (f"{IN_OTHER_WORDS} {whom} or counsel.",)
        case "bot":
            return (BOT, f"No person answers here. {whom[:1].upper()}{whom[1:]} or counsel can answer what I cannot.")
        case _:
            return SAYS.get(courtesy, (ASK_ME,))
