"""What do people want done, in their own voices? And what is a question, though it sounds like an act?"""

from datetime import date
from typing import Any

import pytest

from handlers.understanding.requests.acts import read_act
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.request import Names, Request
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.requests.values.days import Role
from knowledge.reading.signs import Signs

TODAY = date(2026, 11, 26)
NAMES = NameIndex(
    Names(
        vendors={
            "Nearpod": ("C-1",),
            "Acme Learning": ("C-2",),
            "IXL": ("C-3",),
            "PowerSchool": ("C-4", "B-1"),
            "Kahoot": ("C-5",),
            "Seesaw": ("C-6", "B-2"),
            "Lexia": ("C-7",),
        },
        products={"Acme Read": ("C-2",), "PowerSchool SIS": ("C-4",), "Lexia Core5": ("C-7",)},
        people={"Jose Rivera": "slack:U1", "Ana Ruiz": "slack:U2", "Dana": "Dana"},
    )
)


def act(text: str, signs: Signs | None = None) -> Request | None:
    return read_act(text, read_slots(text, NAMES, TODAY), signs)


def days(request: Request) -> dict[Role, str]:
    return {one.role: str(one.day) for one in request.slots.said_days}


N9 = ("property", "deletion", "purpose", "review", "security", "breach", "end", "ferpa", "governing-law")
ACTS: list[tuple[str, str, dict[str, Any]]] = [
    # done
    ("mark the Acme posting done, it's at https://schools.example.org/contracts/acme", "done",
     {"records": ("C-2",), "duties": ("posting",), "links": ("https://schools.example.org/contracts/acme",)}),
    ("families were emailed friday at 9 for B-1 and its on the site too", "done",
     {"ids": ("B-1",), "duties": ("families", "website"), Role.TOLD: "2026-11-20"}),
    ("D-3 is done", "done", {"ids": ("D-3",)}),
    ("done with d-3, see schools.example.org/acme", "done", {"ids": ("D-3",), "links": ("https://schools.example.org/acme",)}),
    ("posted the nearpod contract yesterday", "done", {"records": ("C-1",), "duties": ("posting",)}),
    ("hey, nearpod is up on the website now", "done", {"records": ("C-1",), "duties": ("posting",)}),
    ("took care of D-4 this morning", "done", {"ids": ("D-4",)}),
    ("we put the IXL agreement online on 11/20", "done", {"records": ("C-3",), "duties": ("posting",), Role.POSTED: "2026-11-20"}),
    ("parents have been told about the powerschool thing, letters went home tuesday", "done",
     {"records": ("C-4", "B-1"), "duties": ("families",), Role.TOLD: "2026-11-24"}),
    ("can you close D-2? we emailed everyone on Nov 24", "done", {"ids": ("D-2",), Role.TOLD: "2026-11-24"}),
    ("check off D-5 please", "done", {"ids": ("D-5",)}),
    ("the yearly notice to families went out", "done", {"duties": ("yearly",)}),
    ("we filed the commission report on monday", "done", {"duties": ("report",)}),
    ("Sent the breach letter to the Seesaw families last night at 6pm", "done", {"records": ("C-6", "B-2"), "duties": ("families",)}),
    ("that's done", "done", {}),
    ("it's up: https://x.example.org/c", "done", {"links": ("https://x.example.org/c",)}),
    # undo
    ("reopen D-3", "undo", {"ids": ("D-3",)}),
    ("oops, D-3 isn't actually posted yet", "undo", {"ids": ("D-3",)}),
    ("I marked D-3 done by mistake", "undo", {"ids": ("D-3",)}),
    ("scratch that", "undo", {}),
    ("the Lexia contract was never posted, undo it", "undo", {"records": ("C-7",), "duties": ("posting",)}),
    # snooze
    ("push D-3 to Friday, waiting for the webmaster", "snooze", {"ids": ("D-3",), "note": "waiting for the webmaster"}),
    ("can we put off the nearpod posting until dec 1", "snooze", {"records": ("C-1",), "duties": ("posting",)}),
    ("remind me about D-2 again on monday", "snooze", {"ids": ("D-2",)}),
    ("stop bugging me about D-4 until next week because counsel is looking at it", "snooze",
     {"ids": ("D-4",), "note": "counsel is looking at it"}),
    ("snooze the acme one till tuesday", "snooze", {"records": ("C-2",)}),
    # assign
    ("give D-3 to Jose", "assign", {"ids": ("D-3",), "person": "slack:U1"}),
    ("hand the acme posting over to Ana Ruiz", "assign", {"records": ("C-2",), "duties": ("posting",), "person": "slack:U2"}),
    ("I'll take D-2", "assign", {"ids": ("D-2",), "person": "me"}),
    ("take D-4 off my plate, Jose can do it", "assign", {"ids": ("D-4",), "person": "slack:U1"}),
    ("Maria Lopez will handle the seesaw letters to families", "assign", {"records": ("C-6", "B-2"), "person_said": "Maria Lopez"}),
    ("reassign d-1 to dana", "assign", {"ids": ("D-1",), "person": "Dana"}),
    ("make Jose the owner of D-5", "assign", {"ids": ("D-5",), "person": "slack:U1"}),
    # correct
    ("the discovery date on B-2 is wrong, should be Nov 12 not Nov 2", "correct",
     {"ids": ("B-2",), "field": "discovered", Role.DISCOVERED: "2026-11-12"}),
    ("I put the wrong link on D-4", "correct", {"ids": ("D-4",), "field": "proof"}),
    ("C-3 was signed on the 12th, not the 2nd, fix it", "correct", {"ids": ("C-3",), "field": "executed", Role.SIGNED: "2026-11-12"}),
    ("fix the expiration on the Kahoot contract: June 30 2028", "correct",
     {"records": ("C-5",), "field": "expiry", Role.EXPIRES: "2028-06-30"}),
    ("the number of students on B-1 should be 140", "correct", {"ids": ("B-1",), "field": "students", "number": 140}),
    ("typo in C-2, the vendor should be Acme Learning Group", "correct", {"ids": ("C-2",), "field": "vendor", "value": "Acme Learning Group"}),
    ("change the product on C-1 to Nearpod School Plus", "correct", {"ids": ("C-1",), "field": "product", "value": "Nearpod School Plus"}),
    ("update the link for nearpod, it's https://new.example.org/n now", "correct", {"records": ("C-1",), "field": "link"}),
    ("the ixl contract has no deletion clause, please correct that", "correct", {"records": ("C-3",), "without": ("deletion",)}),
    ("add a note to C-1: renewal is being negotiated", "correct", {"ids": ("C-1",), "field": "notes", "note": "renewal is being negotiated"}),
    ("the Nearpod contract expires June 30, 2028", "correct", {"records": ("C-1",), "field": "expiry"}),
    ("attach the signed pdf to C-2", "correct", {"ids": ("C-2",), "field": "file"}),
    # withdraw, erase
    ("C-3 was logged twice", "withdraw", {"ids": ("C-3",)}),
    ("withdraw the kahoot contract, we stopped using it", "withdraw", {"records": ("C-5",)}),
    ("B-2 was a false alarm", "withdraw", {"ids": ("B-2",)}),
    ("we don't use lexia anymore", "withdraw", {"records": ("C-7",)}),
    ("take C-5 off the list, it's a duplicate", "withdraw", {"ids": ("C-5",)}),
    ("delete C-4 for good", "erase", {"ids": ("C-4",)}),
    ("erase the Seesaw breach record", "erase", {"records": ("C-6", "B-2")}),
    # contracts
    ("add the Brainpop agreement the board approved on Monday", "log-contract", {"vendor": "Brainpop", Role.APPROVED: "2026-11-23"}),
    ("log a contract with Discovery Education for Mystery Science, signed 11/18, good through 6/30/2028", "log-contract",
     {"vendor": "Discovery Education", "product": "Mystery Science", Role.SIGNED: "2026-11-18", Role.EXPIRES: "2028-06-30"}),
    ("we signed with Clever yesterday, all ten provisions but severability", "log-contract",
     {"vendor": "Clever", "provisions": N9, Role.SIGNED: "2026-11-25"}),
    ("we renewed IXL on 11/20", "log-contract", {"records": ("C-3",), "vendor": "IXL", Role.SIGNED: "2026-11-20"}),
    ("The superintendent just signed the newsela dpa", "log-contract", {"vendor": "newsela"}),
    ("I signed a new agreement with Canva on Nov. 19, no ferpa clause", "log-contract",
     {"vendor": "Canva", "without": ("ferpa",), Role.SIGNED: "2026-11-19"}),
    ("the Padlet contract came back signed today", "log-contract", {"vendor": "Padlet", Role.SIGNED: "2026-11-26"}),
    ("new contract: Edpuzzle, signed Nov 24", "log-contract", {}),
    ("please record our deal with Gizmos executed on 2026-11-17", "log-contract", {"vendor": "Gizmos", Role.SIGNED: "2026-11-17"}),
    # breaches
    ("our vendor told us yesterday they were hacked", "log-breach", {Role.NOTICE: "2026-11-25"}),
    ("Got an email from Kahoot this morning that they were breached on Nov 10, about 120 kids, names and grades", "log-breach",
     {"vendor": "Kahoot", "number": 120, "categories": ("student_information",), Role.NOTICE: "2026-11-26", Role.HAPPENED: "2026-11-10"}),
    ("PowerSchool was hacked", "log-breach", {"vendor": "PowerSchool"}),
    ("Edmodo let us know on tuesday that hackers got in, they found it nov 3", "log-breach",
     {"vendor": "Edmodo", Role.NOTICE: "2026-11-24", Role.DISCOVERED: "2026-11-03"}),
    ("log a breach at Seesaw discovered Nov 20", "log-breach", {"vendor": "Seesaw", Role.DISCOVERED: "2026-11-20"}),
    ("report a data breach by Naviance", "log-breach", {"vendor": "Naviance"}),
    ("Kahoot told us yesterday about a leak. What do we do now?", "log-breach", {"vendor": "Kahoot", Role.NOTICE: "2026-11-25"}),
    ("the vendor's notice for B-1 came in today at 3:15 pm", "received", {"ids": ("B-1",), Role.NOTICE: "2026-11-26"}),
    ("powerschool finally told us in writing, letter arrived yesterday", "received", {Role.NOTICE: "2026-11-25"}),
    ("we got the notice for b-2 on friday", "received", {"ids": ("B-2",), Role.NOTICE: "2026-11-20"}),
    # an app without a contract
    ("teachers are using Padlet without a contract", "no-contract", {"vendor": "Padlet"}),
    ("Mrs. Lee's class is on Quizizz but nobody signed anything with them", "no-contract", {}),
    # people and settings
    ("give Ana access to the records", "grant", {"person": "slack:U2", "role": "staff"}),
    ("make Jose an admin", "grant", {"person": "slack:U1", "role": "admin"}),
    ("Ana Ruiz is our new privacy lead", "grant", {"person": "slack:U2", "role": "lead"}),
    ("add Lee Park to the privacy team", "grant", {"person_said": "Lee Park", "role": "privacy"}),
    ("remove Jose's access", "revoke", {"person": "slack:U1"}),
    ("Jose left the district", "revoke", {"person": "slack:U1"}),
    ("we're closed Dec 24 to Jan 1", "setup", {}),
    ("our superintendent is Ana Ruiz now", "setup", {}),
    ("don't post before 7:30", "setup", {}),
    # reminders and letters
    ("remind me a week before D-3", "remind", {"ids": ("D-3",), "days_before": 7}),
    ("nudge me 2 days before the nearpod posting is due", "remind", {"days_before": 2}),
    ("write IXL about what's missing", "vendor-letter", {"records": ("C-3",)}),
]  # fmt: skip
QUESTIONS = [
    "what if we posted late?",
    "we're about to renew IXL on 12/1, what do i need",
    "did we ever post the Lexia contract? auditor wants the link",
    "who owns the nearpod contract?",
    "show me overdue stuff",
    "can PowerSchool sell our data",
    "do we have to email parents when we sign with Kahoot",
    "we inked it Monday, how long till it has to be on the site",
    "if Kahoot was hacked, do we tell the parents?",
    "is the Nearpod posting done?",
    "when was B-1 discovered",
    "are we compliant?",
    "does the IXL contract have a deletion clause",
    "who has to tell the families after the vendor told us",
    "may a vendor delete student records after the contract ends",
    "anything due friday",
    "what happens if a contract has no severability clause",
    "we got hacked",
    "thanks!",
    "hello",
]


@pytest.mark.parametrize(("text", "command", "slots"), ACTS, ids=[text[:50] for text, _, _ in ACTS])
def test_an_act_is_read_with_its_values(text: str, command: str, slots: dict[Any, Any]) -> None:
    found = act(text)
    assert found, text
    assert found.command == command
    on = days(found)
    for name, value in slots.items():
        said = on.get(name) if isinstance(name, Role) else getattr(found.slots, name)
        assert said == value, f"{name}: {found.slots}"


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_or_a_look_is_no_act(text: str) -> None:
    assert act(text) is None
