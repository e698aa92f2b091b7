"""Which deadlines are open, and whose are they?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import status
from handlers.deadlines import words as deadline_words
from handlers.deadlines.deadline_filter import MINE, OFFERED, SelectedDeadlines, Sort, select_deadlines
from handlers.deadlines.name_filter import every_name
from handlers.deadlines.states import overdue
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.offers import offer_names
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.paging import asked, onward, part, with_rows
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.people import names
from handlers.understanding.fuzzy import closest

SAY = "deadlines"


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``deadlines [mine] [overdue | this week] [WHO or WHAT] [page N]``: what is open, the earliest first."""
    said, page = asked(rest)
    one = select_deadlines(said, message, desk)
    if one is None:
        return _unknown(said, desk)
    if one.people:
        return _which(one)
    seen = part(one.found, page)
    onwards = (*onward(SAY, said, seen, message, desk), *_narrower(one, message, desk))
    if not one.found:
        return _nothing(one, onwards)
    lines, more_overdue = status.deadline_lines(seen.shown, desk), Text(list_words.besides(len(one.more_overdue)))
    return Reply(
        title=list_words.due(len(one.found), len(overdue(one.found, desk.today)), one.sort, one.whose),
        parts=(lines, more_overdue) if one.more_overdue else (lines,),
        choices=with_rows([status.deadline_button(deadline, desk) for deadline in seen.shown], onwards),
        tone=status.tone([*one.found, *one.more_overdue], desk),
        footer=seen.told,
    )


def _nothing(one: SelectedDeadlines, onwards: tuple[Choice, ...]) -> Reply:
    """Well done, where nothing at all is open; else that nothing of the sort is."""
    if not (one.sort or one.whose):
        return Reply(
            title=list_words.due(0, 0, "", ""), parts=(Text(deadline_words.NOTHING_OPEN),), choices=onwards, tone="done"
        )
    return Reply(
        title=list_words.none_due(one.sort, one.whose),
        parts=(Text(list_words.besides(len(one.more_overdue))),) if one.more_overdue else (),
        choices=(*onwards, Choice(list_words.ALL, SAY)),
        tone="overdue" if one.more_overdue else "plain",
    )


def _narrower(one: SelectedDeadlines, message: Message, desk: Desk) -> Iterator[Choice]:
    """The overdue ones and one's own, where they are some of these and not all."""
    if one.more_overdue or 0 < len(overdue(one.found, desk.today)) < len(one.found):
        yield Choice(list_words.OVERDUE, _say(Sort.OVERDUE, MINE if one.mine else "", one.name))
    me = names.all_names(message.who, desk) if message.who else set()
    if 0 < sum(deadline.owner.casefold() in me for deadline in one.found) < len(one.found):
        yield Choice(list_words.MINE, _say(MINE, one.sort, one.name))


def _say(*words: str) -> str:
    """The command with these list_words."""
    return " ".join(word for word in (SAY, *words) if word)


def _which(one: SelectedDeadlines) -> Reply:
    """Several people have such a name."""
    return Reply(
        title=list_words.which(one.name),
        parts=(Text(list_words.several(one.name)),),
        choices=tuple(Choice(name, _say(one.sort, name)) for name in one.people),
        asks=True,
    )


def _unknown(said: str, desk: Desk) -> Reply:
    found = closest(said, (*every_name(desk), *OFFERED))
    return Reply(
        title=wording.SORRY_TITLE,
        parts=(Text(list_words.unknown(said, found)), Text(list_words.HOW)),
        choices=tuple(offer_names(SAY, found)),
        tone="sorry",
        outcome=Outcome.SORRY,
    )
