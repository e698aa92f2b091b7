"""Reviews a paper that a program sends; nothing of it is kept."""

from __future__ import annotations

from handlers.contracts.form.form import checklist
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import File
from handlers.dialogue.text.plain_text import plain
from handlers.papers.paper import Unreadable
from handlers.people.access import permit
from handlers.programs import words
from handlers.programs.law import checked, sources
from handlers.programs.shapes import ReviewAnswer
from handlers.review.answers.card import card
from handlers.review.subject.readings import reading_of
from handlers.review.subject.sources import Source as Paper
from handlers.review.subject.sources import is_paper
from handlers.review.told import for_scripts


def review(name: str, content: bytes, message: Message, desk: Desk) -> ReviewAnswer:
    """What the paper does with each provision. Raises Refused, Sorry."""
    permit(desk.commands["review"], "", message, desk)
    file = File(name, "", content)
    if not is_paper(file.name):
        raise Sorry(words.NO_PAPER)
    try:
        reading = reading_of(file, None, desk)
    except Unreadable as problem:
        raise Sorry(str(problem)) from None
    items = checklist(desk)
    return ReviewAnswer(
        text=plain(card(Paper(File(file.name, "", b"")), reading, None, desk)),
        cites=sources([items.cite, *(item.cite for item in items.items)], desk.law.on(desk.today)),
        checked=checked([fact.tag for item in items.items for fact in item.says]),
        day=desk.today,
        review=for_scripts(file.name, reading),
    )
