"""Questions about the law, and the topics that are offered for them."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.plain_text import plain
from handlers.dialogue.reply import Reply
from handlers.law import gaps
from handlers.law import layout as answers
from handlers.law.answer_summary import law_answer
from handlers.law.around.answer import answer
from handlers.law.ask import Answered, about, by_own_words, weighed
from handlers.law.decided.weighed import read_weighed
from handlers.law.interview import interview as steps
from storage.records import Conversation


def ask(rest: str, message: Message, desk: Desk) -> Reply:
    """``ask QUESTION``: what the law says, or what this district attached to the question."""
    own = gaps.own_topic(rest, desk)
    if own:
        found = by_own_words(own, rest, message, desk)
    else:
        found = answer(Message(rest, message.as_of), desk, _topic_before(message, desk))
    remember(found.topic.id if found.topic and not (found.asked_back or found.product) else "", message, desk)
    return _reply(found, desk)


def _reply(found: Answered, desk: Desk) -> Reply:
    """The answer in words, with what it comes to; small talk comes to nothing."""
    reply = answers.reply(found, desk)
    return reply if found.courtesy else replace(reply, law=law_answer(found, plain(reply, headed=False)))


def _topic_before(message: Message, desk: Desk) -> str:
    """The topic of the turn before, where this place keeps conversations."""
    if not message.place or desk.records is None:
        return ""
    talk = desk.records.conversation(message.place, message.who, desk.now)
    return talk.topic if talk else ""


def remember(topic: str, message: Message, desk: Desk) -> None:
    """Keep the topic for a follow-up, never what was written; after a turn without a sure one the last is forgotten."""
    if message.place and desk.records is not None and (topic or _topic_before(message, desk)):
        desk.records.remember(Conversation(place=message.place, person=message.who, spoken=desk.now, topic=topic))


def topic(rest: str, message: Message, desk: Desk) -> Reply:
    """``topic NAME``: its answer."""
    return _reply(about(rest, message, desk), desk)


def nearest(rest: str, message: Message, desk: Desk) -> Reply:
    """``nearest NAMES|QUESTION``: these topics, to choose from."""
    topics = desk.law_of(message).topics
    names, _, question = rest.partition("|")
    return answers.offers(tuple(topics[name] for name in names.split() if name in topics), question.strip())


def operator(rest: str, message: Message, desk: Desk) -> Reply:
    """``operator PRODUCT``: the operator test as an interview, with the product's name filled in."""
    return steps.check(f"operator of {rest}" if rest and "=" not in rest else f"operator {rest}", message, desk)


def weigh(rest: str, message: Message, desk: Desk) -> Reply:
    """``weigh topic=… about=… ELEMENT=yes|no …``: an answer once more, with a fact turned over."""
    return answers.reply(weighed(read_weighed(rest), message, desk), desk)
