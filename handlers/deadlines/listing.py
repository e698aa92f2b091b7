"""Which deadlines are open, and whose are they?"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import status as standing
from handlers.deadlines import words as wording_deadlines
from handlers.deadlines.deadline_filter import MINE, OFFERED, Wanted, wanted
from handlers.deadlines.name_filter import every_name
from handlers.dialogue import list_words as words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.offers import offer_names
from handlers.dialogue.paging import asked, onward, part, with_rows
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.people import names
from handlers.understanding.fuzzy import closest

SAY = "deadlines"


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``deadlines [mine] [overdue | this week] [WHO or WHAT] [page N]``: what is open, the earliest first."""
    said, page = asked(rest)
    one = wanted(said, message, desk)
    if one is None:
        return _unknown(said, desk)
    if one.people:
        return _which(one)
    seen = part(one.found, page)
    onwards = (*onward(SAY, said, seen, message, desk), *_narrower(one, message, desk))
    if not one.found:
        return _nothing(one, onwards)
    lines, besides = standing.lines(seen.shown, desk), Text(words.besides(len(one.besides)))
    return Reply(
        title=words.due(len(one.found), len(standing.late(one.found, desk)), one.sort, one.whose),
        parts=(lines, besides) if one.besides else (lines,),
        choices=with_rows([standing.button(deadline, desk) for deadline in seen.shown], onwards),
        tone=standing.tone([*one.found, *one.besides], desk),
        footer=seen.told,
    )


def _nothing(one: Wanted, onwards: tuple[Choice, ...]) -> Reply:
    """Well done, where nothing at all is open; else that nothing of the sort is."""
    if not (one.sort or one.whose):
        return Reply(
            title=words.due(0, 0, "", ""), parts=(Text(wording_deadlines.NOTHING_OPEN),), choices=onwards, tone="done"
        )
    return Reply(
        title=words.none_due(one.sort, one.whose),
        parts=(Text(words.besides(len(one.besides))),) if one.besides else (),
        choices=(*onwards, Choice(words.ALL, SAY)),
        tone="overdue" if one.besides else "plain",
    )


def _narrower(one: Wanted, message: Message, desk: Desk) -> Iterator[Choice]:
    """The overdue ones and one's own, where they are some of these and not all."""
    if one.besides or 0 < len(standing.late(one.found, desk)) < len(one.found):
        yield Choice(words.OVERDUE, _say("overdue", MINE if one.mine else "", one.name))
    me = names.every(message.who, desk) if message.who else set()
    if 0 < sum(deadline.owner.casefold() in me for deadline in one.found) < len(one.found):
        yield Choice(words.MINE, _say(MINE, one.sort, one.name))


def _say(*words: str) -> str:
    """The command with these words."""
    return " ".join(word for word in (SAY, *words) if word)


def _which(one: Wanted) -> Reply:
    """Several people have such a name."""
    return Reply(
        title=words.which(one.name),
        parts=(Text(words.several(one.name)),),
        choices=tuple(Choice(name, _say(one.sort, name)) for name in one.people),
        asks=True,
    )


def _unknown(said: str, desk: Desk) -> Reply:
    found = closest(said, (*every_name(desk), *OFFERED))
    return Reply(
        title=wording.SORRY_TITLE,
        parts=(Text(words.unknown(said, found)), Text(words.HOW)),
        choices=tuple(offer_names(SAY, found)),
        tone="sorry",
    )
