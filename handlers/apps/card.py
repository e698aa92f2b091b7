"""A request for a product on its card, in lists and in figures: what was told, how it stands, and its buttons."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from handlers.apps import words
from handlers.apps.catalog import catalog_of
from handlers.apps.standing import Stand, Standing, approval_of, is_unfounded, standing_of, unfounded
from handlers.contracts import words as contract_words
from handlers.contracts.form import checklist
from handlers.contracts.listing import opened_by
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Cite, Facts, Part, Reply, Row, Rows, Text
from handlers.dialogue.text import short
from handlers.exceptions.conditions import exemption
from handlers.law import words as law_words
from handlers.law.interview import TestResult, find_test, taken
from handlers.logbooks.plain import find
from handlers.people.access import role_of
from handlers.people.names import display_name, last_of
from knowledge.law import tag_of
from storage.kinds import AppRequest, AppState
from storage.records import Role

TEST, CONTRACTOR = "operator", "contractor"
TOLD_BY = {"data": "collects", "school": "designed-marketed"}
"""For each answer of the form, the element of the law's operator test that it answers."""


def find_request(id: str, desk: Desk) -> AppRequest:
    """The request with that id. Raises Sorry."""
    return find(AppRequest, id, words.none, desk)


def card(rest: str, message: Message, desk: Desk) -> Reply:
    """``app A-1``: everything on record about the request."""
    return show(find_request(rest, desk), message, desk)


def show(request: AppRequest, message: Message, desk: Desk, said: str = "") -> Reply:
    """The request's card; ``said`` is a sentence above it."""
    team = role_of(message, desk).includes(Role.PRIVACY)
    rows, days = _rows(request, desk, named=team)
    return Reply(
        title=words.title(request.product, request.id),
        parts=(
            *((Text(said),) if said else ()),
            Text(how_it_stands(request, desk)),
            Facts(rows, days),
            *(_test_result(request, desk) if request.status is AppState.OPEN else ()),
        ),
        choices=tuple(_choices(request, desk, named=team)),
        footer=wording.NOT_ADVICE,
    )


def how_it_stands(request: AppRequest, desk: Desk) -> str:
    """Whether it is open or decided, by whom and when, in a sentence."""
    if request.status is AppState.OPEN or request.decided is None:
        return words.how_many(len(request.askers), display_name(request.owner, desk))
    return words.decided(what_came(request, desk), decider(request, desk), day_of(request.decided, desk))


def what_came(request: AppRequest, desk: Desk) -> str:
    """How it was decided; of an approval, how that stands today."""
    if request.status is AppState.APPROVED:
        return of_approval(approval_of(request, desk))
    gone = request.status is AppState.WITHDRAWN
    return words.said_withdrawn(request.reason) if gone else words.said_refused(request.reason)


def of_approval(standing: Standing) -> str:
    """How a product stands that was approved, or whose contract lacks nothing."""
    ground = standing.request.reason if standing.request else ""
    match standing.stand:
        case Stand.APPROVED:
            return words.approved(standing.on, ground)
        case Stand.FOR_CHILD:
            return words.for_child(exception=ground)
        case Stand.NOT_BEGUN:
            return words.not_begun(standing.on)
        case Stand.ENDED:
            return words.ended(standing.on)
        case _:
            return words.CHECKING


def grounds(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The reasons why no contract is needed, as (id, label) with their cites."""
    law = desk.law.on(desk.today)
    cites = (find_test(TEST, law).cite, find_test(CONTRACTOR, law).cite, exemption(desk).cite)
    return words.grounds(*map(str, cites))


def decider(request: AppRequest, desk: Desk) -> str:
    """The display name of the person who decided last, else the team's."""
    event = last_of("decided", request.id, desk)
    return display_name(event.who, desk) if event else words.THE_TEAM


def day_of(moment: datetime, desk: Desk) -> date:
    """The day of a moment, in the district's zone."""
    return moment.astimezone(desk.zone).date()


def test_of(request: AppRequest) -> str:
    """The command that opens the law's operator test with the request's answers."""
    known = [f"{TOLD_BY[name]}={value}" for name, value in answers(request).items()]
    return " ".join(("check", TEST, "of", request.product, *known))


def answers(request: AppRequest) -> dict[str, str]:
    """The request's yes and no answers, by form field."""
    told = {"data": request.data, "school": request.school}
    return {name: value for name, value in told.items() if value in {"yes", "no"}}


def operator_test(request: AppRequest, desk: Desk) -> TestResult:
    """The law's operator test on the request's answers.

    Elements that hold for any product unless somebody says otherwise are taken as yes.
    """
    test = find_test(TEST, desk.law.on(desk.today))
    given = {one.id: "yes" for one in test.elements if one.unsaid == "given" and one.id not in TOLD_BY.values()}
    return taken(test, given | {TOLD_BY[name]: value for name, value in answers(request).items()}, request.product)


def _test_result(request: AppRequest, desk: Desk) -> Iterator[Part]:
    """The result of the law's operator test, and that a contract is needed."""
    test = find_test(TEST, desk.law.on(desk.today))
    yield Text(operator_test(request, desk).title)
    yield Cite(law_words.pin(test.cite), test.cite.link, law_words.checked(tag_of(test.says)))
    yield Text(words.needs_contract(pin=law_words.pin(checklist(desk).cite)), more=True)


def _rows(request: AppRequest, desk: Desk, *, named: bool) -> tuple[tuple[tuple[str, str], ...], tuple[date, ...]]:
    asked = day_of(request.asked, desk)
    rows = [*words.facts(request.kind, request.data, request.school), (words.SINCE, wording.day(asked))]
    if named and request.askers:
        rows.append((words.BY, ", ".join(display_name(one, desk) for one in request.askers)))
    if request.contract:
        rows.append((words.ON_CONTRACT, request.contract))
    if request.status is AppState.APPROVED and (ground := _ground(request, desk)):
        rows.append((words.RESTS_ON, ground))
    return tuple(rows), (asked,)


def _ground(request: AppRequest, desk: Desk) -> str:
    """What an approval rests on today, in words; empty where it rests on nothing."""
    standing = approval_of(request, desk)
    if contract := standing.contract:
        return words.on_contract(id=contract.id, name=contract_words.name(contract))
    if standing.stand is Stand.UNFOUNDED:
        return ""
    return dict(grounds(desk)).get(request.reason) or words.for_child(exception=request.reason)


def _choices(request: AppRequest, desk: Desk, *, named: bool) -> Iterator[Choice]:
    if is_unfounded(request, desk):
        yield Choice(words.APPROVE, f"approve-app {request.id}", primary=True)
    if request.status is AppState.OPEN:
        yield Choice(words.APPROVE, f"approve-app {request.id}", primary=True)
        yield Choice(words.REFUSE, f"refuse-app {request.id}")
        yield Choice(words.ASSIGN, f"assign-app {request.id}")
        yield Choice(words.TEST, test_of(request), aside=True)
    else:
        yield Choice(words.REOPEN, f"reopen-app {request.id}")
    if request.contract:
        yield Choice(words.OPEN_CONTRACT, f"contract {request.contract}")
        yield Choice(words.REVIEW, f"review {request.contract}", aside=True)
    if named:
        yield Choice(words.HISTORY, f"history {request.id}", aside=True)
        yield Choice(words.CORRECT, f"correct-app {request.id}", aside=True)
        if request.status is not AppState.WITHDRAWN:
            yield Choice(words.WITHDRAW, f"withdraw-app {request.id}", aside=True)


def approved_rows(desk: Desk) -> list[Row]:
    """A row for each approved product, by name. Raises StoreError."""
    standings = ((one.name, standing_of(one, desk)) for one in catalog_of(desk).products.values())
    approved = [(name, standing) for name, standing in standings if standing.stand is Stand.APPROVED]
    return [_row(name, standing) for name, standing in sorted(approved, key=lambda each: each[0].casefold())]


def _row(name: str, standing: Standing) -> Row:
    ids = " · ".join(_ids(standing))
    return Row(name, words.row_decided(id=ids, what=of_approval(standing)), "plain", _opens(name, standing))


def _ids(standing: Standing) -> Iterator[str]:
    if standing.request:
        yield standing.request.id
    if standing.contract:
        yield standing.contract.id


def _opens(name: str, standing: Standing) -> Choice | None:
    if standing.request:
        return Choice(short(f"{standing.request.id} {name}", LONGEST_LABEL), f"app {standing.request.id}")
    return opened_by(standing.contract) if standing.contract else None


@dataclass(frozen=True, slots=True)
class AppFigures:
    """Numbers of requests in a period, of those open now, and the median days until a decision."""

    asked: int = 0
    approved: int = 0
    for_child: int = 0
    """Approvals for one child's plan only."""
    refused: int = 0
    waiting: int = 0
    lacking: int = 0
    """Approvals that today lack what the law asks for."""
    days: int | None = None
    decided: int = 0


def figures_of_apps(since: date, until: date, desk: Desk) -> AppFigures:
    """The figures for the days from ``since`` to ``until``, both included. Raises StoreError."""
    zone = desk.zone
    requests = [one for one in desk.store.records(AppRequest) if one.status is not AppState.WITHDRAWN]
    asked = [one for one in requests if since <= one.asked.astimezone(zone).date() <= until]
    decided = [(one, one.decided.astimezone(zone).date()) for one in requests if one.decided]
    decided = [(one, on) for one, on in decided if since <= on <= until]
    stands = [approval_of(one, desk).stand for one, _ in decided if one.status is AppState.APPROVED]
    waits = [(on - one.asked.astimezone(zone).date()).days for one, on in decided]
    return AppFigures(
        asked=len(asked),
        approved=sum(stand in {Stand.APPROVED, Stand.ENDED} for stand in stands),
        for_child=stands.count(Stand.FOR_CHILD),
        refused=sum(one.status is AppState.REFUSED for one, _ in decided),
        waiting=sum(one.status is AppState.OPEN for one in requests),
        lacking=len(unfounded(desk)),
        days=int(median(waits)) if waits else None,
        decided=len(decided),
    )


SAY = "apps"
STATES: Mapping[str, AppState] = {str(state): state for state in AppState}
MINE = "mine"
LATELY = timedelta(days=90)
FITS = rf"(?:(?:{'|'.join((*STATES, MINE, words.LACKING))})(?: |$))?(?:page[ =]\d{{1,4}})?"


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``apps [open|approved|refused|mine] [page N]``: open ones first, the oldest on top; then the newest decided."""
    said, page = asked(rest)
    wanted = said.strip().lower()
    every = desk.store.records(AppRequest)
    if wanted == AppState.APPROVED:
        return _approved(page, message, desk)
    found = sorted(filter(_chooser(wanted, message, desk), every), key=_order)
    waiting = sum(one.status is AppState.OPEN for one in found)
    page_part = part(found, page)
    recent = figures_of_apps(desk.today - LATELY, desk.today, desk)
    rows = Rows(tuple(row_of(one, desk) for one in page_part.shown))
    kinds = [
        *([(words.EVERY, "")] if wanted else []),
        *((words.STATES[name], name) for name in STATES if name != wanted),
    ]
    return Reply(
        title=words.count_of(len(found), wanted) if wanted else words.count(number=len(found), waiting=waiting),
        parts=(
            rows if found else Text(words.NONE_SUCH if every else words.NONE_LISTED),
            *((Text(words.waited(recent.decided, recent.days)),) if recent.days is not None else ()),
        ),
        choices=(
            *onward(SAY, wanted, page_part, message, desk),
            *(Choice(label, f"{SAY} {name}".strip(), aside=True) for label, name in kinds if every),
        ),
        footer=page_part.told,
    )


def _approved(page: int, message: Message, desk: Desk) -> Reply:
    """``apps approved``: every product that may be used, by the team's decision or by a contract."""
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
    """One request: its product, how it stands, and its buttons."""
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
    says = words.row_decided(id=request.id, what=what_came(request, desk))
    if is_unfounded(request, desk):
        return Row(request.product, says, "incomplete", opens, (Choice(words.APPROVE, f"approve-app {request.id}"),))
    return Row(request.product, says, "plain", opens)


def _order(one: AppRequest) -> tuple[bool, float]:
    """The sort key: open ones by the day asked, then decided ones, the newest first."""
    waits = one.status is AppState.OPEN
    return not waits, one.asked.timestamp() if waits else -(one.decided or one.asked).timestamp()


def _chooser(of: str, message: Message, desk: Desk) -> Callable[[AppRequest], bool]:
    """The condition that a request on the list must meet."""
    if of == MINE:
        return lambda one: message.who in one.askers
    if of == words.LACKING:
        lacking = unfounded(desk)
        return lambda one: one in lacking
    return (lambda one: one.status is STATES[of]) if of in STATES else lambda _: True
