"""How the records of a school year live: contracts, products, families' requests, exceptions, breaches, the yearly duties."""

from __future__ import annotations

from datetime import timedelta

from district import OWNER
from year_life import Act, Life

from handlers.deadlines.plan import EXPIRY
from storage.records import Contract, Deadline, Status

TEN = "property,deletion,purpose,review,security,breach,end,ferpa,governing-law,severability"
SUBPROCESSOR = "Cloudhost"
ALL_CONDITIONS = ("child_plan", "unable", "ferpa_hipaa", "sought_contract", "sought_equivalent", "follows_cc")


def _open(life: Life, record: str) -> list[Deadline]:
    return life.district.store.deadlines(record=record, status=Status.OPEN)


def _close(life: Life, deadline: Deadline, proof: str, owner: str = "") -> None:
    """As people do from a reminder: one press, and the proof."""
    life.opens(f"done {deadline.id}", owner)
    if life.reply.form:
        life.fill(owner, proof=proof)


def _sent(life: Life, who: str = "") -> None:
    """That the letter was sent, as it is."""
    if life.reply.form and life.reply.tone != "sorry":
        life.fill(who, proof=f"e-mailed {life.district.now.date()}")
    if life.reply.form:
        life.confirm(who)


def signed(life: Life, name: str, owner: str) -> Act:
    """A contract is executed, logged the same week, and posted."""
    today = life.district.now.date()
    life.types("log a contract")
    life.fill(
        vendor=name, product=f"{name} Class", executed=str(today - timedelta(days=life.chance.randint(0, 3))),
        expiry=str(today + timedelta(days=730)), owner=f"slack:{owner}", purpose="Practice in class",
        description="An app for class", categories="student_information", provisions=TEN,
        subprocessors=SUBPROCESSOR if life.chance.random() < 0.05 else "",
    )  # fmt: skip
    yield from posted(life, life.made, owner)


def posted(life: Life, contract: str, owner: str) -> Act:
    """What is to be posted of it is posted."""
    yield life.takes(4)
    for one in _open(life, contract):
        if one.duty != EXPIRY:
            _close(life, one, f"https://schools.example.org/contracts/{contract}", owner)


def renewed(life: Life, old: Contract, owner: str) -> Act:
    """A contract that ends is renewed: from the reminder to the posting of the new one."""
    [end] = [one for one in _open(life, old.id) if one.duty == EXPIRY]
    life.opens(f"deadline {end.id}", owner)
    life.press("Renew", owner)
    yield life.takes(30)
    today = life.district.now.date()
    life.opens(f"renewal {old.id}", owner)
    life.press("Log the new contract", owner)
    life.fill(owner, executed=str(today), expiry=str(today + timedelta(days=730)), provisions=TEN)
    if life.reply.form:
        life.confirm(owner)  # that this is a second one, as for a renewal
    new = life.made
    life.opens(f"deadline {end.id}", owner)
    life.press(f"Renewed by {new}", owner)
    yield from posted(life, new, owner)


def ended(life: Life, old: Contract, owner: str) -> Act:
    """A contract ends: the vendor is asked to delete, and its confirmation kept."""
    [end] = [one for one in _open(life, old.id) if one.duty == EXPIRY]
    life.opens(f"deadline {end.id}", owner)
    life.press("Ask to delete our data", owner)
    life.press("It was sent", owner)
    _sent(life, owner)
    yield life.takes(20)
    _close(life, end, f"vendor's e-mail of {life.district.now.date()}: all deleted", owner)


def product(life: Life, name: str, others: list[str]) -> Act:
    """A teacher asks for a product, others join, and the team decides."""
    life.types(f"may I use {name}?")
    offered = {one.label for one in life.reply.every_choice}
    life.press("Ask for it" if "Ask for it" in offered else "No, ask for")  # where it only looks like another one
    said = {"product": name, "kind": "reading"}
    asked_for = life.reply.form.fields if life.reply.form else ()
    life.fill(**{one.id: said.get(one.id, "yes") for one in asked_for if one.required and not one.value})
    asked = life.made
    for other in others:
        yield life.after(1)
        life.types(f"ask-app {name}", other)
    yield life.takes(10)
    life.opens(f"app {asked}", OWNER)
    if life.chance.random() < 0.7:
        life.press("Approve", OWNER)
        life.fill(OWNER, until=str(life.district.now.date() + timedelta(days=300)))
    else:
        life.press("Refuse", OWNER)
        life.fill(OWNER, reason="it shows advertisements")


def family_request(life: Life, kind: str, number: int) -> Act:
    """A family asks; the vendor is written to; the answer is noted with its proof."""
    life.types("log a family's request")
    life.fill(kind=kind, contract=f"C-{number * 7}", reference=f"Case {number}", asked_by="parent")
    request = life.made
    yield life.after(1)
    life.opens(f"notice family-request {request}")
    life.press("It was sent")
    _sent(life)
    yield life.takes(25)
    life.opens(f"close-request {request}")
    life.fill(outcome="done", proof=f"The vendor's e-mail of {life.district.now.date()}")


def exception(life: Life, number: int) -> Act:
    """The planning team wants a product without a contract; the evidence comes in twice."""
    today = life.district.now.date()
    life.types("log an exception for a child")
    life.fill(
        vendor=f"Speakly {number}", student=f"Case {number}", plan="iep",
        child_plan="The planning team's notes of this week",
        unable="The vendor's e-mail refuses any change", review=str(today + timedelta(days=120)),
    )  # fmt: skip
    kept = life.made
    yield life.after(12)
    today = life.district.now.date()
    life.opens(kept)
    life.press("Add evidence")
    said = dict.fromkeys(ALL_CONDITIONS[2:], "The vendor's statement of last week")
    signed_on = {"parent_signs": str(today), "team": str(today), "aware": "Paragraph 2", "authorizes": "Paragraph 3"}
    life.fill(**said, **signed_on)
    yield life.on(today + timedelta(days=108))
    for one in _open(life, kept):
        yield life.takes(5)
        _close(life, one, "Reviewed with the planning team")


def breach(life: Life, vendor: str) -> Act:
    """A vendor tells of a breach; where it is a subprocessor, each contract that it touches gets one."""
    life.types(f"log-breach vendor: {vendor}; board told: {life.district.now.date()}; categories: student_information")
    made = [life.made] if life.reply.event else []
    while not made or any(one.label.startswith("Log for") for one in life.reply.every_choice):
        life.press("Log for")
        made.append(life.made)
        life.types(
            f"log-breach vendor: {vendor}; board told: {life.district.now.date()}; categories: student_information"
        )
    yield life.after(1)
    for one in made:
        life.opens(f"notice breach {one}")
        for due in [due for due in _open(life, one) if due.who == "board"]:
            _close(life, due, f"https://schools.example.org/breach/{one}")


def yearly(life: Life, deadline: Deadline) -> Act:
    """A duty of every year; the report to the Commission is written here."""
    yield life.on(deadline.safe - timedelta(days=life.chance.randint(1, 30)))
    if "report" in deadline.duty:
        life.opens("report commission")
        life.press("Word file")
    _close(life, deadline, f"sent on {life.district.now.date()}")


def training(life: Life) -> Act:
    """Somebody does it, from the reminder to the last question."""
    yield life.takes(8)
    life.opens("training")
    while any(one.label == "Yes" for one in life.reply.every_choice):
        life.press("Yes")


def drill(life: Life) -> Act:
    """The lead practices a breach in one sitting."""
    life.types("drill")
    life.press("Log the breach")
    life.fill(discovered="2024-12-28", board_told="2025-01-07", categories="student_information")
    while any(one.label.startswith("Done:") for one in life.reply.every_choice):
        life.press("Done:")
        life.fill(proof="https://schools.example.org/drill")
    life.press("Debrief")
    yield life.after(1)
