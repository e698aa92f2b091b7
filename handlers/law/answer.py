"""Answers any question: looks up a term, passage, act or initials, asks the topics, or points to another law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Cite, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.forms.privacy.names import find_personal_data
from handlers.law import follow, lookup
from handlers.law import words as law_words
from handlers.law.ask import Answered, clean, lead_of, whom_to_ask
from handlers.law.told_before import NOTHING_BEFORE, Before
from handlers.understanding.courtesy import courtesy, without_greeting
from handlers.understanding.follow_ups import LookUp, Wanted, acts_in, look_up, pins_in
from handlers.understanding.spanish import in_english, is_spanish
from knowledge.citation import Citation, Fact
from knowledge.law import Law, LawOfDay, tag_of
from knowledge.model import Act, Example, Passage, Term, Verdict
from knowledge.wording import texts

_CAPITAL = r"[A-Z][\w'’-]*"
_ACT = re.compile(rf"\b{_CAPITAL} (?:(?:{_CAPITAL}|of|in|for|and|the|to|on) ){{0,7}}Act\b")
_CASE = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL}){{0,3}} v\.? {_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_LEADS = re.compile(
    r"^(?:(?:the|that|this|our|new|federal|state|connecticut'?s?|ct|does|is|under|of|in|for|and|to|on|what|has|how)\s+)+",
    re.IGNORECASE,
)
_SHORT = frozenset({"act", "privacy act", "student data privacy act", "pa"})
"""Short names of the act that the book is about."""

_IN_WORDS = {"pa": "public act", "hb": "house bill", "sb": "senate bill"}


def term_named(word: str, law: LawOfDay) -> Term | None:
    """The defined term of exactly that name, also in the plural; None where there is none."""
    said = re.sub(r"^(?:an? |the )", "", word.strip(" '\"").lower())
    wanted = {said, said.removesuffix("s")}
    return next((term for term in law.terms.values() if wanted & {one.lower() for one in (term.id, *term.also)}), None)


def named_initials(word: str) -> str:
    """The word as the list of initials has it; empty where it is none of them."""
    said = word.strip(" '\"?.").upper()
    said = law_words.OTHER_NAMES.get(said, said).replace(".", "")
    return said if said in law_words.INITIALS else ""


def other_law(initials: str, law: LawOfDay) -> Passage | None:
    """The note on another law whose title begins with these initials; None where there is none."""
    pattern = re.compile(rf"{re.escape(initials)}\b")
    return next((one for one in law.passages.values() if one.kind == "neighbour" and pattern.match(one.title)), None)


def other_law_named(text: str, law: LawOfDay) -> Passage | None:
    """The note on another law that a text names by its number or its initials; None where it names none."""
    neighbors = [one for one in law.passages.values() if one.kind == "neighbour" and not one.cite.ours]
    numbered = (one for one in neighbors if re.search(rf"(?<![\w.-]){re.escape(one.id)}(?![\w-])", text, re.IGNORECASE))
    named = (found for word in re.findall(r"[A-Za-z]{4,}", text) if (found := _by_initials(word, law)))
    return next(numbered, None) or next(named, None)


def _by_initials(word: str, law: LawOfDay) -> Passage | None:
    known = word.upper() in law_words.INITIALS and (word.isupper() or word.upper() not in law_words.ORDINARY)
    return other_law(word.upper(), law) if known else None


def unknown_law(question: str, law: Law) -> str:
    """The first act, bill or case of the question that the book does not mention; empty where there is none."""
    book = _known(law)
    numbered = [name for name in acts_in(question) if not _is_known(name, book)]
    matched = [match[0] for pattern in (_ACT, _CASE) for match in pattern.finditer(question)]
    names = [_LEADS.sub("", " ".join(name.split())) for name in matched]
    strange = [name for name in names if _plain(name) not in _SHORT and _plain(name) not in book]
    return next(iter((*strange, *numbered)), "")


def _is_known(name: str, known: str) -> bool:
    """Whether the book names an act or a bill, as in ``PA 18-125`` and ``HB 5149``."""
    kind, _, number = _plain(name.partition(" s.")[0]).partition(" ")
    return re.search(rf"(?:{kind}|{_IN_WORDS.get(kind, kind)}) ?0*{number}\b", known) is not None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]+", " ", text.lower()).split())


@lru_cache(maxsize=4)
def _known(law: Law) -> str:
    """Everything that the book says, in lower case and without punctuation."""
    said = (text for entry in law.entries if not isinstance(entry, Example) for text in (entry.id, *texts(entry)))
    links = (link for entry in law.entries if (link := getattr(entry, "link", "")))
    return _plain(" | ".join((*said, *links, *law_words.INITIALS.values())))


def answer_look_up(wanted: LookUp, message: Message, desk: Desk) -> Answered | None:
    """The answer to a look-up; None where the book has nothing of that name, or no law was in force that day."""
    law = desk.law_of(message)
    if not law.in_force:
        return None
    match wanted.wanted:
        case Wanted.PASSAGE:
            return passage(Citation.typed(wanted.of), message, desk)
        case Wanted.ACT:
            return act(wanted.of, message, desk)
        case Wanted.MEANING | Wanted.BARE | Wanted.ABOUT:
            if term := term_named(wanted.of, law):
                return None if wanted.wanted is Wanted.ABOUT else meaning(term, message, desk)
            return initials(wanted.of, message, desk)


def passage(cite: Citation, message: Message, desk: Desk) -> Answered | None:
    """The passage at a cite with all inside it, or the next wider one that the book has; None where it has neither."""
    law = desk.law_of(message)
    closest = law.passage(cite)
    if closest is None:
        return None
    reply = lookup.rule(str(closest.cite), message, desk)
    if closest.cite != cite:
        reply = _first(Text(law_words.wider(cite=str(cite), found=str(closest.cite))), reply)
    return Answered(message.text, law.day, Verdict.INFORMATION, pinned=(closest.cite,), reply=reply)


def act(name: str, message: Message, desk: Desk) -> Answered | None:
    """An act with all its parts; where the book has no note on it, a reply that says so, with the verdict ABSTAIN."""
    law = desk.law_of(message)
    acts = [one for one in desk.law.every(Act) if _is_part(one.id, name)]
    passages = [one for one in law.passages.values() if _is_part(one.id, name)]
    others = [one for one in passages if one.id not in {each.id for each in acts}]
    entries: list[Act | Passage] = sorted([*acts, *others], key=lambda one: one.id)
    if not entries:
        act_names = sorted({one.id.partition(" s.")[0] for one in desk.law.every(Act) if one.id.startswith("PA ")})
        says = law_words.no_act(name, act_names)
        reply = Reply(title=law_words.NO_ACT_TITLE, parts=(Text(says), whom_to_ask(desk)), tone="unknown", footer="")
        return Answered(message.text, law.day, Verdict.ABSTAIN, reply=reply)
    facts = [fact for one in entries for fact in one.says]
    cites = tuple(Citation(one.id) for one in entries)
    reply = Reply(
        title=short(f"{entries[0].id}: {entries[0].title}"),
        parts=tuple(_parts(entries)),
        footer=law_words.footer(tag_of(facts), law.day, desk.today),
    )
    return Answered(message.text, law.day, Verdict.INFORMATION, pinned=cites, reply=reply)


def _is_part(id: str, name: str) -> bool:
    return id == name or id.startswith(f"{name} s.")


def _parts(found: Iterable[Act | Passage]) -> Iterable[Part]:
    for number, entry in enumerate(found):
        if number:
            yield Text(f"{entry.id}: {entry.title}", heads=True)
        yield Bullets(tuple(fact.says for fact in entry.says))
    for entry in found:
        yield Cite(entry.id, entry.link)


def meaning(term: Term, message: Message, desk: Desk) -> Answered:
    """What a defined word means."""
    law = desk.law_of(message)
    reply = lookup.define(term.id, message, desk)
    return Answered(message.text, law.day, Verdict.DEFINITION, pinned=(term.cite,), reply=reply)


def initials(word: str, message: Message, desk: Desk) -> Answered | None:
    """What initials stand for, with the note on the law that they name; None where they are not listed."""
    listed = named_initials(word)
    if not listed:
        return None
    law = desk.law_of(message)
    neighbor = other_law(listed, law)
    facts: tuple[Fact, ...] = neighbor.says if neighbor else ()
    parts: list[Part] = [Text(law_words.stands_for(listed))]
    if neighbor:
        parts += [Text(" ".join(fact.says for fact in facts)), Text(law_words.OTHER_LAW), _cite(neighbor)]
    reply = Reply(
        title=listed, parts=tuple(parts), footer=law_words.footer(tag_of(facts), law.day, desk.today) if facts else ""
    )
    return Answered(
        message.text, law.day, Verdict.INFORMATION, pinned=(neighbor.cite,) if neighbor else (), reply=reply
    )


def pointer(found: Passage, question: str, message: Message, desk: Desk) -> Answered:
    """The note on another law, for a question about it that the book does not answer; its verdict is ABSTAIN."""
    law = desk.law_of(message)
    reply = Reply(
        title=short(found.title),
        parts=(Text(law_words.OTHER_LAW), Text(found.says[0].says), _cite(found)),
        tone="unknown",
        footer=law_words.footer(tag_of(found.says[:1]), law.day, desk.today),
    )
    return Answered(question, law.day, Verdict.ABSTAIN, reply=reply)


def _cite(found: Passage) -> Cite:
    return Cite(law_words.pin(found.cite), found.link or found.cite.link)


def _first(part: Part, reply: Reply) -> Reply:
    return replace(reply, parts=(part, *reply.parts))


WHOM_TO_ASK = "whom-to-ask"
"""The topic that tells whom to ask."""
_LEAD = re.compile(
    r"(?:so |and |ok |please )*(?:who(?:'?s| is| are)|how (?:do|can) (?:i|we) (?:reach|contact|find)"
    r"|tell me who is|name of) (?:the |our |my |your |this district'?s |the district'?s )*(?:data )?privacy"
    r" (?:lead|officer|contact|person|coordinator)"
    r"(?: (?:here|now|please|for (?:us|our district|the district)))*[\s?.!]*",
    re.IGNORECASE,
)


def privacy_lead(question: str, message: Message, desk: Desk) -> Answered | None:
    """Who the privacy lead is, where the question asks only that; None otherwise."""
    if not _LEAD.fullmatch(question):
        return None
    says = (lead_sentence(desk) or law_words.NO_LEAD, law_words.WHOM)
    reply = Reply(title=law_words.LEAD_TITLE, parts=tuple(map(Text, says)))
    return Answered(question, desk.law_of(message).day, Verdict.INFORMATION, reply=reply)


def lead_note(found: Answered, desk: Desk) -> tuple[str, ...]:
    """A sentence that names the privacy lead, to go with the answer on whom to ask; empty for any other answer."""
    if found.topic is None or found.topic.id != WHOM_TO_ASK or found.asked_back:
        return ()
    said = lead_sentence(desk)
    return (said,) if said else ()


def lead_sentence(desk: Desk) -> str:
    """Who the privacy lead is by the records; empty where nobody is on record."""
    lead = lead_of(desk)
    return law_words.lead(lead) if lead else ""


ANYBODY = frozenset({"name", "e-mail address", "phone number", "home address"})
"""Kinds of personal data that alone may belong to a firm or to staff; any other kind counts as a student's."""

_JOINS = re.compile(r"(?:(?:and|also|so|ok|but)\b[\s,]*)+(?=(?:what|who) )", re.IGNORECASE)
"""What joins a question to the one before, which is no part of what is looked up."""
_BIRTH = re.compile(r"\W*\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth|birth ?da(?:te|y))\W*$", re.IGNORECASE)


def answer(message: Message, desk: Desk, before: Before = NOTHING_BEFORE) -> Answered:
    """The answer to any question. A student's data is taken out of the text before anything else reads it."""
    text = clean(message.text)
    text, kinds = without_personal_data(text)
    spanish = is_spanish(text)
    asked = replace(message, text=in_english(text) if spanish and not courtesy(text) else text)
    answered = _found(asked, desk, before)
    unknown = unknown_law(text, desk.law) if answered.answer and not answered.courtesy else ""
    if unknown:
        answered = replace(answered, neutral=True)  # no Yes and no No where it may be about what nobody here has read
    notes = (
        *((law_words.unknown_law(name=unknown),) if unknown else ()),
        *((law_words.SPANISH,) if spanish else ()),
        *((law_words.names_student(kinds),) if kinds else ()),
        *lead_note(answered, desk),
    )
    return replace(answered, notes=notes) if notes else answered


def without_personal_data(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without a student's data, and the kinds of data that it held; a name alone stays."""
    finds = find_personal_data(text)
    if all(find.kind in ANYBODY for find in finds):
        return text, ()
    for find in reversed(finds):
        before = _BIRTH.sub("", text[: find.start]) if find.kind == "birth date" else text[: find.start]
        text = f"{before}{'a student' if find.kind == 'name' else ''}{text[find.end :]}"
    return " ".join(text.split()), tuple(dict.fromkeys(find.kind for find in finds))


def _found(message: Message, desk: Desk, before: Before) -> Answered:
    question, law = without_greeting(message.text), desk.law_of(message)
    wanted = look_up(_JOINS.sub("", question))
    goes_on = bool(before.topic) and wanted is not None and wanted.wanted is Wanted.BARE
    looked_up = answer_look_up(wanted, message, desk) if wanted and not goes_on else None
    if looked_up and wanted and wanted.wanted is not Wanted.ABOUT:
        return looked_up
    if lead := privacy_lead(question, message, desk):
        return lead
    answered = follow.answer(message, desk, before)
    if looked_up and wanted and not _tells_of(answered, wanted.of):
        return looked_up
    if answered.courtesy or not law.in_force:
        return answered
    pins = tuple(pin for pin in pins_in(question) if law.passage(pin))
    if answered.answer:
        return replace(answered, pinned=pins) if pins else answered
    return _elsewhere(answered, pins, message, desk) or answered


def _tells_of(found: Answered, name: str) -> bool:
    """Whether the topic that answers has the name that was looked up in its title."""
    meant = law_words.INITIALS.get(name.upper(), name).lower().removeprefix("the ").partition(",")[0]
    title = found.topic.title.lower() if found.topic and not found.asked_back else ""
    return bool(title) and (meant in title or name.lower() in title.split())


def _elsewhere(found: Answered, pins: tuple[object, ...], message: Message, desk: Desk) -> Answered | None:
    """For a question without an answer, the passage, act or other law that it names; None where it names none."""
    law = desk.law_of(message)
    for pin in pins_in(message.text) if pins else ():
        if answered := passage(pin, message, desk):
            return answered
    for name in acts_in(message.text):
        if (answered := act(name, message, desk)) and answered.verdict is not Verdict.ABSTAIN:
            return answered
    neighbor = other_law_named(message.text, law)
    return pointer(neighbor, found.question, message, desk) if neighbor else None
