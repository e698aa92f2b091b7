"""The sentences of answers about the law: small talk, questions about a product, initials and other laws included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.reply import Tone
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day
from knowledge.citation import FIRST_DAY, Citation, Fact, Period, Tag
from knowledge.model import Verdict

NOT_IN_BOOK_TITLE = "Not covered"
NO_LAW_YET = (
    "On that day Connecticut's Student Data Privacy Act was not yet in force: it took effect on "
    f"{FIRST_DAY:%B} {FIRST_DAY.day}, {FIRST_DAY.year} (Public Act 16-189)."
)
ASK_BACK = "I am not sure. Did you mean one of these?"
THE_VENDOR, THE_APP = "the vendor", "the app"
AGAIN = "I take this as the same point. I have no answer of its own for it."
PASSAGE = "What the passage says"
SEND_TO_LEAD = "Send to the privacy lead"
NEAREST_TITLE = "Other topics"
NEAREST = "Close topics:"
NONE_NEAR = "I have no closer topic."
NOT_IN_BOOK = "I have no checked answer to that, and I do not guess."
OUTSIDE = (
    "I find nothing on that in Connecticut's Student Data Privacy Act, the only law I answer on. For other "
    "matters, ask the office in charge of them."
)
NO_LAW_TITLE = "No such law yet"
NO_DUTY_TITLE = "No duty on that day"
LOG_A_CONTRACT = "Log a contract"
SHOW_RULE, STEP_BY_STEP, NOT_WHAT_I_ASKED = "Show the rule", "Check it step by step", "Not what I asked"
HOW_SURE, MORE, WHAT_NEXT = "How sure is this?", "Full answer", "What next?"
ELEMENTS, EXCLUDED = "All of these must be true:", "Not included:"
EXAMPLES = "Examples (others may count too):"
CLOSED_EXAMPLES = "The list:"
INSIDE, OTHER_VERSIONS = "It contains:", "At other times it said:"
SAFE, LAST = "Safe date", "Last date"
CHECKED: dict[Tag, str] = {
    Tag.V: "Checked: statute text",
    Tag.FA: "Checked: official amendment, enactment inferred",
    Tag.A: "Checked: official source, not the statute",
    Tag.S: "Checked: secondary source only",
    Tag.MX: "Not yet checked against the official text; a similar bill agrees",
    Tag.M: "Not yet checked against the official text",
    Tag.I: "Checked: our reading, ask counsel",
}
TONES: dict[Verdict, Tone] = {
    Verdict.PROHIBITED: "no",
    Verdict.PERMITTED: "yes",
    Verdict.REQUIRED: "yes",
    Verdict.NOT_REQUIRED: "plain",
    Verdict.CONDITIONAL: "depends",
    Verdict.DEFINITION: "plain",
    Verdict.INFORMATION: "plain",
    Verdict.ABSTAIN: "unknown",
}
ON_CONDITION = "Yes, on "
"""How the text of a topic begins that gives leave on conditions."""
FIRST_WORDS: dict[str, Tone] = {"Yes": "yes", "No": "no", "It": "depends"}
VERDICTS: dict[Verdict, str] = {
    Verdict.PROHIBITED: "Not allowed",
    Verdict.PERMITTED: "Allowed",
    Verdict.REQUIRED: "Required",
    Verdict.NOT_REQUIRED: "Not required",
    Verdict.CONDITIONAL: "It depends",
    Verdict.DEFINITION: "Definition",
    Verdict.INFORMATION: "Good to know",
    Verdict.ABSTAIN: "Not covered",
}
_STATUTE = re.compile(r"\d+[a-z]?-\d+[a-z]*(\(.*\))?")
"""A section of the General Statutes, as in 36a-701b."""


OTHER_LAWS, ADVICE = "Other laws", "Advice, not law"
NOT_IN_FORCE = "Nothing of this is in force on that day."

OR_OTHERS = "or counsel, or the Commission for Educational Technology."


def the_lead(name: str) -> str:
    """The privacy lead, by name where one is on record."""
    return f"{name[:100]}, your district's privacy lead," if name else "your district's privacy lead"


def whom_to_ask(lead: str) -> str:
    """Where the book does not answer."""
    return f"Ask {the_lead(lead)} {OR_OTHERS}"


def checked(tag: Tag) -> str:
    """How far the least checked fact was checked."""
    return f"{CHECKED[tag]}."


def checked_fact(fact: Fact) -> str:
    """A statement, and how far it was checked."""
    return f"{fact.says} {checked(fact.tag)}"


def coded_fact(fact: Fact) -> str:
    """The same with the letter that stands for it in the book."""
    return f"{fact.says} {CHECKED[fact.tag]} [{fact.tag.value}]."


def speaks_for(value: date, today: date) -> str:
    """The day an answer speaks for."""
    return f"Law as of {value:%b} {value.day}, {value.year}" + ("." if value == today else ", not as of today.")


def footer(tag: Tag, value: date, today: date) -> str:
    """How far checked, the day it speaks for, and that it is no legal advice."""
    return f"{checked(tag)} {speaks_for(value, today)} {NOT_ADVICE}"


def define(word: str) -> str:
    """The button that shows a definition."""
    return f"What is {word}?"


def noun(word: str) -> str:
    """A defined word as it stands in a sentence: an operator, student information."""
    if word.endswith(("information", "content", "purposes", "advertising")):
        return word
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def second(title: str) -> str:
    """The heading of the answer to a second question."""
    return f"Your second question: {title}"


def no_term(word: str, near: str, section: str) -> str:
    """A word that the law does not define; ``section`` is the one with the definitions."""
    return f"'{word}' is not among the words that {section} defines." + (f" Did you mean '{near}'?" if near else "")


def no_cite(text: str, near: str) -> str:
    """A cite that has no passage."""
    return f"I have no passage '{text[:60]}'. Write a cite like 10-234cc(b)(3) or cc(b)(3)." + (
        f" The nearest is {near}." if near else ""
    )


def no_event(text: str, near: str, known: tuple[str, ...]) -> str:
    """An event that no duty knows."""
    hint = f" Did you mean {near}?" if near else ""
    return f"I do not know the event '{text[:60]}'.{hint} The events are: {', '.join(known)}."


def due_usage(known: tuple[str, ...]) -> str:
    """How to ask for a date."""
    return f"Write the event and its date: due {known[0]} 2026-10-07. The events are: {', '.join(known)}."


def no_topic(text: str) -> str:
    """A topic that does not exist on that day."""
    return f"There is no topic '{text[:60]}' in the law of that day. Ask in your own words."


def open_question(text: str) -> str:
    """A question left for counsel."""
    return f"Open question for counsel: {text}"


def reviewed(by: str) -> str:
    """Counsel has read it against the official text."""
    return f"Reviewed against the official text by {by}."


def pin(cite: Citation) -> str:
    """A citation as people read it."""
    return f"C.G.S. {cite}" if cite.ours or _STATUTE.fullmatch(cite.text) else str(cite)


def span(period: Period) -> str:
    """The days on which a version holds."""
    start = f"from {day(period.since)}"
    return f"{start} until {day(period.until)}" if period.until else start


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


LOG = "Log a contract"


def title(name: str) -> str:
    """The question behind one about a product, as a title."""
    return short(f"Is there a contract with {name[:80]}?")


def depends(name: str) -> tuple[Fact, ...]:
    """The answer for those who do not see the district's records."""
    return (
        Fact(
            f"It depends on whether your district has a written contract with {name[:80]}, which I cannot say here.",
            Tag.I,
        ),
        Fact(
            "A board may share student data with a contractor, or give it access, only under the board's written "
            "contract.",
            Tag.V,
        ),
        Fact(
            "Until your privacy lead has said that there is one and that it covers your use, make no accounts and type "
            "in no names of students.",
            Tag.I,
        ),
    )


def on_record(name: str, number: int) -> str:
    """How many contracts with somebody there are."""
    return short(f"On record for {name[:80]}: {number} contract{'' if number == 1 else 's'}")


def none_on_record(name: str) -> str:
    """No contract with somebody is on record."""
    return short(f"No contract with {name[:80]} is on record.")


def without_one(lead: str) -> str:
    """What follows where no contract is on record, and whom to ask."""
    return (
        "Without the board's written contract, student data may not be shared with a contractor: make no accounts and "
        f"type in no names of students. {ask(lead)} It may be there under another name."
    )


def no_leave(lead: str) -> str:
    """A contract on record is no leave to use the product yet."""
    return (
        "That it is on record is not yet leave to use it: open it to see what is still missing and what it covers. "
        f"{ask(lead)}"
    )


def may_we(name: str) -> str:
    """The question that goes to the privacy lead."""
    return f"May we use {name[:100]}?"


def ask(lead: str) -> str:
    """Whom to ask: the privacy lead."""
    return f"Ask {lead[:100]}, your privacy lead." if lead else "Ask your district's privacy lead."


def ended(ids: Sequence[tuple[str, date]]) -> str:
    """Which of the contracts have run out."""
    return f"No longer running: {', '.join(f'{id} (ended {day(last)})' for id, last in ids)}."


def operator_test(name: str) -> str:
    """The button that begins the operator test."""
    return f"Check {name[:40]} step by step"


INITIALS: Mapping[str, str] = {
    "AG": "the Attorney General of Connecticut",
    "AI": "artificial intelligence",
    "CASL": "the Connecticut Association of Schools",
    "CEN": "the Connecticut Education Network",
    "CET": "the Commission for Educational Technology, the state commission that keeps the model addendum",
    "CGS": "the Connecticut General Statutes",
    "COPPA": "the Children's Online Privacy Protection Act, a federal law on children under 13",
    "CSDE": "the Connecticut State Department of Education",
    "CUTPA": "the Connecticut Unfair Trade Practices Act",
    "CTDPA": "the Connecticut Data Privacy Act, the consumer privacy act",
    "DAS": "the Connecticut Department of Administrative Services",
    "DOB": "date of birth",
    "DPA": "data privacy agreement, the contract with a vendor; it is also the name of this bot",
    "EULA": "end user license agreement",
    "FERPA": "the Family Educational Rights and Privacy Act, the federal law on education records",
    "FOI": "freedom of information",
    "FOIA": "the Freedom of Information Act",
    "FTC": "the Federal Trade Commission",
    "GLBA": "the Gramm-Leach-Bliley Act, a federal law on financial data",
    "HIPAA": "the Health Insurance Portability and Accountability Act, the federal law on health data",
    "HITECH": "the Health Information Technology for Economic and Clinical Health Act, a federal law",
    "IDEA": "the Individuals with Disabilities Education Act, the federal law on special education",
    "IEP": "individualized education program, the plan of a student in special education",
    "LEA": "local educational agency, a school district",
    "LMS": "learning management system",
    "MOU": "memorandum of understanding",
    "NDPA": "the National Data Privacy Agreement, a model contract of the Student Data Privacy Consortium",
    "OLR": "the Office of Legislative Research of Connecticut's General Assembly",
    "PA": "Public Act, a law as the General Assembly passed it; the first number is its year",
    "PII": "personally identifiable information",
    "PPRA": "the Protection of Pupil Rights Amendment, a federal law on surveys and marketing",
    "PPT": "planning and placement team, which plans a student's special education",
    "RCSA": "the Regulations of Connecticut State Agencies",
    "RESC": "regional educational service center",
    "SDPC": "the Student Data Privacy Consortium",
    "SASID": "State Assigned Student Identifier",
    "SIS": "student information system",
    "SLA": "service level agreement",
    "SOPIPA": "the Student Online Personal Information Protection Act, a law of California",
    "SSN": "Social Security number",
    "SSO": "single sign-on",
    "TOS": "terms of service",
    "USC": "the United States Code",
    "CFR": "the Code of Federal Regulations",
    "504": "Section 504 of the federal Rehabilitation Act; a 504 plan sets out what a student with a disability gets",
}
"""What initials stand for; those of laws are their usual names, which no passage of the law has to say."""
OTHER_NAMES: Mapping[str, str] = {
    "504 PLAN": "504",
    "SECTION 504": "504",
    "COMMISSION": "CET",
    "ATTORNEY GENERAL": "AG",
    "C.G.S": "CGS",
    "P.A": "PA",
    "T&C": "TOS",
    "TOU": "TOS",
}
ORDINARY = frozenset({"IDEA"})
"""Initials that are also a word, unless they are written in capitals."""
OTHER_LAW = "That is another law. I only point to it and cannot answer questions about it; ask your district's counsel."
NO_LEAD = "Nobody is recorded as your district's privacy lead. An administrator names one with setup."
LEAD_TITLE = "Your privacy lead"
WHOM = (
    "Also your district's counsel; the Commission for Educational Technology (its Student Data Privacy page); the "
    "State Department of Education. The Attorney General can act on unfair practices."
)
NO_ACT_TITLE = "Not in my notes"
SPANISH = (
    "Las respuestas de este bot están solo en inglés. Para verla en español, pida ayuda a su distrito. (Answers come "
    "in English only.)"
)


def stands_for(initials: str) -> str:
    """What initials stand for, in a sentence."""
    return f"{initials} stands for {INITIALS[initials]}."


def lead(name: str) -> str:
    """Who the privacy lead is."""
    return f"Your district's privacy lead is {name}."


def wider(cite: str, found: str) -> str:
    """A pin that has no note of its own."""
    return f"I have no note on {cite} alone. It stands in {found}:"


def unknown_law(name: str) -> str:
    """A law or a case that the book does not know."""
    return f"I know nothing of '{name}'; ask counsel. What is above speaks only of C.G.S. 10-234aa to 10-234dd."


def no_act(act: str, known: Iterable[str]) -> str:
    """An act that the notes do not have."""
    return f"I have no note on {act}. The acts I have notes on: {', '.join(known)}."


def names_student(kinds: Iterable[str]) -> str:
    """A question holds what looks like a student's data."""
    held = ", ".join(kinds)
    return f"Your question seems to hold a student's data ({held}). I have not stored it; please ask without it."
