"""Requests for products: the form that asks for one, joining an open one, and messages to the team and the askers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.apps import words
from handlers.apps.card import day_of, decider, row_of
from handlers.apps.catalog import KnownProduct, catalog_of
from handlers.apps.lookup import bounds, headline, look_up
from handlers.apps.standing import Stand, Standing, approval_of, standing_of
from handlers.deadlines.steps import Step, StepKind, kind_of, morning, read_step, reminder_for
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Field, Reply, Rows, Text
from handlers.forms.filling import Filled, blank_form, change
from handlers.forms.values import typed_values
from handlers.forms.words import changed_meanwhile
from handlers.people.chats import is_from_a_chat
from handlers.people.names import can_message, display_name
from handlers.understanding.named import same
from knowledge.products.common import kinds_of_product
from storage.kinds import AppRequest, AppState
from storage.port import Draft
from storage.records import Event, Person, Record, Reminder

MOST_LISTED = 10


def list_reminder(draft: Draft, desk: Desk) -> Iterator[Reminder]:
    """The reminder that tells the team a request is open: now, or the next morning where it was told today."""
    known = {one.step: one for one in draft.reminders("")}
    today = Step(StepKind.APPS, on=desk.today)
    if (told := known.get(str(today))) is None:
        yield reminder_for(today, "", desk.now)
    elif told.sent_at:
        day = desk.today + timedelta(days=1)
        if str(tomorrow := Step(StepKind.APPS, on=day)) not in known:
            yield reminder_for(tomorrow, "", morning(day, draft.setup(), desk.now))


def decision_reminders(request: AppRequest, message: Message, draft: Draft, desk: Desk) -> Iterator[Record]:
    """Reminders that tell the askers of the decision, in their own chat or by e-mail; not the one who decided."""
    for asker in request.askers:
        if asker != message.who and (is_from_a_chat(asker) or can_message(asker, desk)):
            if draft.person(asker) is None:
                yield Person(id=asker)
            yield reminder_for(Step(StepKind.DECIDED, to=asker, about=request.id), "", desk.now)


def list_post(desk: Desk) -> Reply | None:
    """The message that lists the open requests; None where there are none."""
    waiting = [one for one in desk.store.records(AppRequest) if one.status is AppState.OPEN]
    if not waiting:
        return None
    more = len(waiting) - MOST_LISTED
    return Reply(
        title=words.to_decide(number=len(waiting)),
        parts=(
            Rows(tuple(row_of(one, desk) for one in waiting[:MOST_LISTED])),
            *((Text(words.more(number=more)),) if more > 0 else ()),
        ),
        choices=(Choice(words.SEE_ALL, "apps open"),),
    )


def decision_post(reminder: Reminder, desk: Desk) -> Reply | None:
    """The message to an asker about the decision; None where the request is open again."""
    step = read_step(reminder.step)
    request = desk.store.record(AppRequest, step.about) if step else None
    if request is None or request.status is AppState.OPEN or request.decided is None:
        return None
    decided_by = words.by(who=decider(request, desk), on=day_of(request.decided, desk))
    if request.status is AppState.APPROVED:
        standing = approval_of(request, desk)
        title, tone = headline(request.product, standing, desk)
        return Reply(title=title, parts=(Text(decided_by), *map(Text, bounds(standing, desk))), tone=tone)
    reason = (Text(words.reason(request.reason)),) if request.reason else ()
    if request.status is AppState.WITHDRAWN:
        return Reply(title=words.withdrawn(request.product), parts=reason)
    title, tone = headline(request.product, Standing(Stand.REFUSED, request=request), desk)
    return Reply(title=title, parts=(Text(decided_by), *reason), tone=tone)


def apps_posts(event: Event | None, desk: Desk) -> Iterator[str]:
    """The address of the newest message that lists open requests, where the event is about a request."""
    if event is None or not any(desk.store.record(AppRequest, id) for id in event.touched):
        return
    sent = [one for one in desk.store.reminders("") if kind_of(one) is StepKind.APPS and " " in one.sent_as]
    if sent:
        yield max(sent, key=lambda one: str(one.sent_at)).sent_as


SAY = "ask-app"
_LABEL = re.compile(r"^(?:product|vendor|name|app) ?: ?", re.IGNORECASE)


def ask(rest: str, message: Message, desk: Desk) -> Reply:
    """``ask-app NAME``: shows the form, or sends the request; joins one that is open, without a form.

    For an approved product, its answer instead.
    """
    name, _, typed = rest.partition(";")
    name = _LABEL.sub("", " ".join((message.fields.get("product") or name).split()))
    catalog = catalog_of(desk)
    key = catalog.find(name).key if name else ""
    product = catalog.products[key] if key else None
    if standing_of(product, desk).stand in {Stand.APPROVED, Stand.NOT_BEGUN}:
        return look_up(name, message, desk)
    if product and (waiting := _waiting(product.requests)):
        return _join(waiting, message, desk)
    fields = tuple(_fields(name, product))
    label = catalog.label(key) if key else ""
    say, title = f"{SAY} {label}".strip(), words.form_title(label or name)
    values = {**_typed(typed, fields), **message.fields}
    if not values:
        return blank_form(say, title, words.SUBMIT, fields)
    filled = Filled(fields, {"product": name, **values}, desk.today)
    request = _read(filled, product, label, message, desk)
    if not filled.ready:
        return filled.again(say, title, words.SUBMIT)
    return _sent(request, message, desk)


def _typed(typed: str, fields: Sequence[Field]) -> dict[str, str]:
    """The values typed after the name, of the fields asked for; a kind that is known already is read and dropped."""
    asked = {one.id for one in fields}
    values = typed_values(typed, (*fields, *(one for one in _fields("", None) if one.id not in asked)))
    return {id: value for id, value in values.items() if id in asked}


def _fields(name: str, product: KnownProduct | None) -> Iterator[Field]:
    """The fields of the form: the name and the kind only where they are unknown."""
    if product is None:
        yield Field("product", words.PRODUCT, "text", required=True, value=name)
    if product is None or not product.kind:
        options = tuple((kind, kind) for kind in kinds_of_product())
        yield Field("kind", words.KIND, "pick", options, words.KIND_HINT, required=True)
    yield Field("data", words.DATA, "one", words.ANSWERS, words.DATA_HINT, required=True)
    yield Field("school", words.SCHOOL, "one", words.ANSWERS, required=True)


def _read(filled: Filled, product: KnownProduct | None, called: str, message: Message, desk: Desk) -> AppRequest:
    """The request as filled in, without an id; errors and doubts stay with the form."""
    asked = {one.id for one in filled.fields}
    filled.guard_firm(*({"product", "kind"} & asked))
    data, school = (next(iter(filled.chosen(id)), "") for id in ("data", "school"))
    for id, value in (("data", data), ("school", school)):
        if not value:
            filled.text(id)
    return AppRequest(
        id="",
        product=called or filled.text("product"),
        asked=desk.now,
        askers=(message.who,) if message.who else (),
        kind=product.kind if product and product.kind else filled.picked("kind"),
        data=data,
        school=school,
        owner=desk.store.setup().lead,
        contract=next((one.id for one in reversed(product.contracts)), "") if product else "",
    )


def _sent(request: AppRequest, message: Message, desk: Desk) -> Reply:
    """Saves the request; where somebody else asked for the product meanwhile, joins theirs."""
    made: list[AppRequest] = []

    def write(draft: Draft) -> Iterable[Record]:
        waiting = _waiting(one for one in draft.records(AppRequest) if same(one.product, request.product))
        made.append(_with(waiting, message) if waiting else replace(request, id=draft.new_id(AppRequest)))
        yield made[-1]
        if waiting is None:
            yield from list_reminder(draft, desk)

    outcome = change(SAY, message, desk, write)
    kept = (desk.store.record(AppRequest, id) for id in outcome.event.touched)
    saved = made[-1] if made else next(filter(None, kept), request)
    return _told(words.asked_for(saved.product, saved.id), saved, message, desk)


def _join(waiting: AppRequest, message: Message, desk: Desk) -> Reply:
    """Adds the sender to an open request. Raises Sorry where it was decided meanwhile."""
    if message.who in waiting.askers or not message.who:
        return _told(words.already_asked(waiting.product, waiting.id), waiting, message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        """The request as it is now, with the sender: others may have joined meanwhile."""
        now = draft.record(AppRequest, waiting.id)
        if now is None or now.status is not AppState.OPEN:
            raise Sorry(changed_meanwhile(id=waiting.id))
        yield _with(now, message)

    change(SAY, message, desk, write)
    saved = desk.store.record(AppRequest, waiting.id) or waiting
    return _told(words.joined(saved.product, saved.id), saved, message, desk)


def _with(waiting: AppRequest, message: Message) -> AppRequest:
    """The request with the sender among those who ask."""
    return replace(waiting, askers=tuple(dict.fromkeys((*waiting.askers, *((message.who,) if message.who else ())))))


def _waiting(requests: Iterable[AppRequest]) -> AppRequest | None:
    return next((one for one in requests if one.status is AppState.OPEN), None)


def _told(title: str, request: AppRequest, message: Message, desk: Desk) -> Reply:
    told = (words.YOU_ARE_TOLD,) if can_message(message.who, desk) else ()
    says = (words.how_many(len(request.askers), display_name(request.owner, desk)), *told)
    return Reply(
        title=title,
        parts=(Text(" ".join(says)), Text(words.UNTIL_THEN)),
        choices=(Choice(words.OPEN_REQUEST, f"app {request.id}"),),
        tone="done",
    )
