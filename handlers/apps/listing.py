"""All requests for products in one list: those that wait first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers.apps import words
from handlers.apps.approved import approved_rows
from handlers.apps.card import day_of, what_came
from handlers.apps.finding.standing import is_unfounded, unfounded
from handlers.apps.waiting import figures_of_apps
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Row, Rows, Text
from handlers.dialogue.text.paging import asked, onward, part
from handlers.dialogue.text.shorten import short
from handlers.people.names import display_name
from storage.kinds.app_request import AppRequest, AppState

SAY = "apps"
STATES: Mapping[str, AppState] = {str(state): state for state in AppState}
MINE = "mine"
LATELY = timedelta(days=90)
FITS = rf"(?:(?:{'|'.join((*STATES, MINE, words.LACKING))})(?: |$))?(?:page[ =]\d{{1,4}})?"


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``apps [open|approved|refused|mine] [page N]``: open ones first, of these the oldest; then the newest decided."""
    said, page = asked(rest)
    of = said.strip().lower()
    every = desk.store.apps()
    if of == AppState.APPROVED:
        return _approved(page, message, desk)
    found = sorted(filter(_chooser(of, message, desk), every), key=_order)
    waiting = sum(one.status is AppState.OPEN for one in found)
    page_part = part(found, page)
    lately = figures_of_apps(desk.today - LATELY, desk.today, desk)
    rows = Rows(tuple(row_of(one, desk) for one in page_part.shown))
    kinds = [*([(words.EVERY, "")] if of else []), *((words.STATES[name], name) for name in STATES if name != of)]
    return Reply(
        title=words.count_of(len(found), of) if of else words.count(len(found), waiting),
        parts=(
            rows if found else Text(words.NONE_SUCH if every else words.NONE_LISTED),
            *((Text(words.waited(lately.decided, lately.days)),) if lately.days is not None else ()),
        ),
        choices=(
            *onward(SAY, of, page_part, message, desk),
            *(Choice(label, f"{SAY} {name}".strip(), aside=True) for label, name in kinds if every),
        ),
        footer=page_part.told,
    )


def _approved(page: int, message: Message, desk: Desk) -> Reply:
    """``apps approved``: every product that may be used, whether the team decided on it or a contract covers it."""
    found = approved_rows(desk)
    page_part = part(found, page)
    return Reply(
        title=words.count_of(len(found), str(AppState.APPROVED)),
        parts=(Rows(page_part.shown) if found else Text(words.NONE_APPROVED),),
        choices=(
            *onward(SAY, str(AppState.APPROVED), page_part, message, desk),
            Choice(words.EVERY, SAY, aside=True),
        ),
        footer=page_part.told,
    )


def row_of(request: AppRequest, desk: Desk) -> Row:
    """One request: what is asked for, how it stands, and what can be done."""
    opens = Choice(short(f"{request.id} {request.product}", LONGEST_LABEL), f"app {request.id}")
    if request.status is AppState.OPEN:
        says = words.row_open(
            request.id, len(request.askers), day_of(request.asked, desk), display_name(request.owner, desk)
        )
        actions = (
            Choice(words.APPROVE, f"approve-app {request.id}"),
            Choice(words.REFUSE, f"refuse-app {request.id}"),
        )
        return Row(request.product, says, "due", opens, actions)
    says = words.row_decided(request.id, what_came(request, desk))
    if is_unfounded(request, desk):
        return Row(request.product, says, "incomplete", opens, (Choice(words.APPROVE, f"approve-app {request.id}"),))
    return Row(request.product, says, "plain", opens)


def _order(one: AppRequest) -> tuple[bool, float]:
    waits = one.status is AppState.OPEN
    return not waits, one.asked.timestamp() if waits else -(one.decided or one.asked).timestamp()


def _chooser(of: str, message: Message, desk: Desk) -> Callable[[AppRequest], bool]:
    """Which requests are listed."""
    if of == MINE:
        return lambda one: message.who in one.askers
    if of == words.LACKING:
        lacking = unfounded(desk)
        return lambda one: one in lacking
    return (lambda one: one.status is STATES[of]) if of in STATES else lambda _: True
