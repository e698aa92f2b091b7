"""Lists the open deadlines that a person asks for."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.rows import deadline_rows, list_tone, record_ids
from handlers.deadlines.display.status import list_title
from handlers.deadlines.search.name_match import every_name
from handlers.deadlines.search.selection import MINE, OFFERED, SelectedDeadlines, Sort, select_deadlines
from handlers.deadlines.states import overdue
from handlers.deadlines.whose import is_lead, watched
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Choice, Reply, Text, Tone
from handlers.dialogue.text import list_words
from handlers.dialogue.text.offers import offer_names
from handlers.dialogue.text.paging import asked, onward, part
from handlers.understanding.fuzzy import closest

SAY = "deadlines"


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``deadlines [mine] [overdue | this week] [WHO or WHAT] [page N]``: what is open, by harm and date."""
    said, page = asked(rest)
    selected = select_deadlines(said, message, desk)
    if selected is None:
        return _unknown(said, desk)
    if selected.people:
        return _ask_which(selected)
    page_part = part(selected.found, page)
    onwards = (*onward(SAY, said, page_part, message, desk), *_narrower(selected, message, desk))
    if not selected.found:
        return _nothing(selected, onwards, desk)
    late = len(overdue(selected.found, desk.today))
    counted = _counted(selected, late)
    besides = [Text(list_words.besides(len(selected.more_overdue)))] if selected.more_overdue else []
    return Reply(
        title=list_title(selected.found, counted, desk),
        parts=(*watch_parts(selected.mine, message, desk), deadline_rows(page_part.shown, desk, message), *besides),
        choices=onwards,
        tone=list_tone(selected.found, desk, selected.more_overdue),
        footer=page_part.told,
        records=record_ids(page_part.shown),
    )


def _counted(selected: SelectedDeadlines, late: int) -> str:
    """How many there are; what is still to come without what is overdue after a breach, which stands first in it."""
    if selected.sort not in {Sort.WEEK, Sort.TODAY}:
        return list_words.due(len(selected.found), late, selected.sort, selected.whose)
    number = len(selected.found) - late
    if number:
        return list_words.due(number, 0, selected.sort, selected.whose)
    nothing = list_words.none_due(selected.sort, selected.whose)
    return f"{nothing[:1].lower()}{nothing[1:]}"


def watch_parts(mine: bool, message: Message, desk: Desk) -> tuple[Text, ...]:
    """What a list of one's own counts for the privacy lead, who watches more than what they own."""
    return (Text(deadline_words.LEADS_OWN),) if mine and is_lead(message.who, desk) else ()


def nothing_open(desk: Desk) -> str:
    """Where nothing is open: praise only where something was done."""
    return deadline_words.NOTHING_OPEN if desk.store.deadlines() else deadline_words.NOTHING_YET


def _nothing(selected: SelectedDeadlines, onwards: tuple[Choice, ...], desk: Desk) -> Reply:
    """The reply where nothing fits."""
    if not (selected.sort or selected.whose):
        says = nothing_open(desk)
        tone: Tone = "done" if says == deadline_words.NOTHING_OPEN else "plain"
        return Reply(title=list_words.due(0, 0, "", ""), parts=(Text(says),), choices=onwards, tone=tone)
    return Reply(
        title=list_words.none_due(selected.sort, selected.whose),
        parts=(Text(list_words.besides(len(selected.more_overdue))),) if selected.more_overdue else (),
        choices=(*onwards, Choice(list_words.ALL, SAY)),
        tone="overdue" if selected.more_overdue else "plain",
    )


def _narrower(selected: SelectedDeadlines, message: Message, desk: Desk) -> Iterator[Choice]:
    """Buttons for the overdue ones and one's own, where these are some of the list and not all."""
    if selected.more_overdue or 0 < len(overdue(selected.found, desk.today)) < len(selected.found):
        yield Choice(list_words.OVERDUE, _say(Sort.OVERDUE, MINE if selected.mine else "", selected.name))
    theirs = watched(selected.found, message.who, desk) if message.who else []
    if 0 < len(theirs) < len(selected.found):
        yield Choice(list_words.MINE, _say(MINE, selected.sort, selected.name))


def _say(*words: str) -> str:
    """The command with these words."""
    return " ".join(word for word in (SAY, *words) if word)


def _ask_which(selected: SelectedDeadlines) -> Reply:
    """Asks which of several people is meant."""
    return Reply(
        title=list_words.which(selected.name),
        parts=(Text(list_words.several(selected.name)),),
        choices=tuple(Choice(name, _say(selected.sort, name)) for name in selected.people),
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
