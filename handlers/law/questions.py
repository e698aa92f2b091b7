"""The commands ask, topic, nearest, operator and weigh, and what is remembered of an answer for a follow-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handlers.dialogue.desk import Desk, Memory, Message, keep, recall
from handlers.dialogue.reply import LawAnswer, Reply
from handlers.dialogue.text import plain
from handlers.law import interview, lookup
from handlers.law import layout as answers
from handlers.law.answer import answer
from handlers.law.ask import Answered, about, by_own_words, knowing_lead, weighed
from handlers.law.decided.plan_layout import CLAIMS, read_weighed
from handlers.law.decided.question_facts import STANCES
from handlers.law.layout import law_answer
from handlers.law.told_before import Before
from handlers.law.why import why_last
from handlers.understanding.asked.stance import AskedAs
from handlers.understanding.follow_ups import asks_source, asks_why
from handlers.understanding.fuzzy import same_text
from knowledge.model import Topic, Verdict


def own_topic(question: str, desk: Desk) -> Topic | None:
    """The topic that this district attached to the question, nearly word for word."""
    if desk.records is None:
        return None
    topics = desk.law.on(desk.today).topics
    alike = [gap for gap in desk.records.gaps() if gap.topic and same_text(gap.question, question)]
    return topics.get(alike[-1].topic) if alike else None


STAYS = frozenset({"hello", "okay", "test", "who", "bot", "how are you"})
"""Small talk after which what was spoken of is still known."""


def ask(rest: str, message: Message, desk: Desk) -> Reply:
    """``ask QUESTION``: what the law says, or what this district attached to the question."""
    own = own_topic(rest, desk)
    if own:
        answered = by_own_words(own, rest, message, desk)
    elif source := source_asked(rest, message, desk):
        return source
    else:
        answered = answer(Message(rest, message.as_of), desk, before_of(recall(message, desk)))
    if message.doubtful and not answered.courtesy:
        answered = replace(answered, neutral=True)
    remember(answered, message, desk)
    return _reply(answered, message, desk)


def source_asked(rest: str, message: Message, desk: Desk) -> Reply | None:
    """The passage behind the last answer, or why it is so, where somebody asks that; else None. The topic is kept."""
    memory, law = recall(message, desk), desk.law_of(message)
    stored = law.answer(memory.topic) if memory.topic in law.topics and asks_source(rest) else None
    if stored is None:
        return None
    if asks_why(rest):
        return why_last(message, desk)
    reply = lookup.rule(str(stored.cites[0]), message, desk)
    cites = tuple(map(str, stored.cites))
    return replace(reply, law=LawAnswer(Verdict.INFORMATION.value, cites, (memory.topic,)))


def _reply(found: Answered, message: Message, desk: Desk) -> Reply:
    """The answer as a reply, with its verdict and cites as data; small talk has none."""
    reply = answers.reply(found, knowing_lead(message, desk))
    return reply if found.courtesy else replace(reply, law=law_answer(found, plain(reply, headed=False)))


def before_of(memory: Memory) -> Before:
    """What the turn before was about, by what is remembered."""
    law = memory.law
    stance = STANCES.get(law.get("stance", ""))
    asked = AskedAs(stance, CLAIMS.get(law.get("claim", ""), "")) if stance else None
    near = tuple(law.get("near", "").split())
    return Before(
        memory.topic,
        law.get("about", ""),
        memory.facts,
        asked,
        unsure="unsure" in law,
        again="again" in law,
        event=law.get("event", ""),
        on=law.get("on", ""),
        single="single" in law,
        near=near,
    )


_COUNTED = ("event", "on", "single")
"""What is kept of the days that were counted last."""


def remember(found: Answered, message: Message, desk: Desk) -> None:
    """Keep what an answer was about for a follow-up, never what was written; without a topic, the last is forgotten."""
    memory = recall(message, desk)
    if found.courtesy in STAYS:
        return
    if found.courtesy == "never mind":
        keep(Memory(), message, desk)
        return
    sure = found.topic.id if found.topic and not found.product else ""
    law, facts = _matter(found)
    if not law["event"]:
        law = {**law, **{name: memory.law.get(name, "") for name in _COUNTED}}
    keep(memory.with_law(sure, law, facts), message, desk)


def _matter(found: Answered) -> tuple[dict[str, str], Mapping[str, str]]:
    """The entry, the kind of question and the event of an answer, and the facts told for it."""
    ruled = found.decided
    counted = found.unclear or next(iter(found.reckoned), None)
    law = {
        "event": (counted.duty.event or "") if counted else "",
        "on": found.reckoned[0].event.isoformat() if found.reckoned else "",
        "single": "yes" if len(found.reckoned) == 1 else "",
        "unsure": "yes" if found.asked_back else "",
        "again": "yes" if found.again else "",
        "near": " ".join(one.id for one in found.near),
        "about": ruled.about if ruled else "",
        "planned": "yes" if found.plan else "",
        "stance": ruled.heard.asked.stance if ruled else "",
        "claim": ruled.heard.asked.claim if ruled else "",
    }
    return law, ruled.facts if ruled else {}


def topic(rest: str, message: Message, desk: Desk) -> Reply:
    """``topic NAME``: its answer."""
    found = about(rest, message, desk)
    remember(found, message, desk)
    return _reply(found, message, desk)


def nearest(rest: str, message: Message, desk: Desk) -> Reply:
    """``nearest NAMES|QUESTION``: these topics, to choose from."""
    topics = desk.law_of(message).topics
    names, _, question = rest.partition("|")
    found = tuple(topics[name] for name in names.split() if name in topics)
    return answers.offers(found, question.strip(), knowing_lead(message, desk))


def operator(rest: str, message: Message, desk: Desk) -> Reply:
    """``operator PRODUCT``: the operator test as an interview, with the product's name filled in."""
    return interview.check(f"operator of {rest}" if rest and "=" not in rest else f"operator {rest}", message, desk)


def weigh(rest: str, message: Message, desk: Desk) -> Reply:
    """``weigh topic=… about=… ELEMENT=yes|no …``: an answer once more, with a fact reversed or added."""
    state = read_weighed(rest)
    found = weighed(state, replace(message, as_of=state.day or message.as_of), desk)
    remember(found, message, desk)
    return answers.reply(found, knowing_lead(message, desk))
