"""What do people want done, in their own voices? And what is a question, though it sounds like an act?"""

from datetime import date
from typing import Any

import pytest

from handlers.understanding.requests.acts.act import read_act
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.request import Names, Request
from handlers.understanding.requests.slots import read_slots
from handlers.understanding.requests.values.days import DayOf
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


def days(request: Request) -> dict[DayOf, str]:
    return {one.role: str(one.day) for one in request.slots.said_days}


N9 = ("property", "deletion", "purpose", "review", "security", "breach", "end", "ferpa", "governing-law")
ACTS: list[tuple[str, str, dict[str, Any]]] = [
    # done
    ("mark the Acme posting done, it's at https://schools.example.org/contracts/acme", "done",
     {"records": ("C-2",), "duties": ("posting",), "links": ("https://schools.example.org/contracts/acme",)}),
    ("families were emailed friday at 9 for B-1 and its on the site too", "done",
     {"ids": ("B-1",), "duties": ("families", "website"), DayOf.TOLD: "2026-11-20"}),
    ("D-3 is done", "done", {"ids": ("D-3",)}),
    ("done with d-3, see schools.example.org/acme", "done", {"ids": ("D-3",), "links": ("https://schools.example.org/acme",)}),
    ("posted the nearpod contract yesterday", "done", {"records": ("C-1",), "duties": ("posting",)}),
    ("hey, nearpod is up on the website now", "done", {"records": ("C-1",), "duties": ("posting",)}),
    ("took care of D-4 this morning", "done", {"ids": ("D-4",)}),
    ("we put the IXL agreement online on 11/20", "done", {"records": ("C-3",), "duties": ("posting",), DayOf.POSTED: "2026-11-20"}),
    ("parents have been told about the powerschool thing, letters went home tuesday", "done",
     {"records": ("C-4", "B-1"), "duties": ("families",), DayOf.TOLD: "2026-11-24"}),
    ("can you close D-2? we emailed everyone on Nov 24", "done", {"ids": ("D-2",), DayOf.TOLD: "2026-11-24"}),
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
     {"ids": ("B-2",), "field": "discovered", DayOf.DISCOVERED: "2026-11-12"}),
    ("I put the wrong link on D-4", "correct", {"ids": ("D-4",), "field": "proof"}),
    ("C-3 was signed on the 12th, not the 2nd, fix it", "correct", {"ids": ("C-3",), "field": "executed", DayOf.SIGNED: "2026-11-12"}),
    ("fix the expiration on the Kahoot contract: June 30 2028", "correct",
     {"records": ("C-5",), "field": "expiry", DayOf.EXPIRES: "2028-06-30"}),
    ("the number of students on B-1 should be 140", "correct", {"ids": ("B-1",), "field": "students", "number": 140}),
    ("typo in C-2, the vendor should be Acme Learning Group", "correct", {"ids": ("C-2",), "field": "vendor", "value": "Acme Learning Group"}),
    ("change the product on C-1 to Nearpod School Plus", "correct", {"ids": ("C-1",), "field": "product", "value": "Nearpod School Plus"}),
    ("update the link for nearpod, it's https://new.example.org/n now", "correct", {"records": ("C-1",), "field": "link"}),
    ("the ixl contract has no deletion clause, please correct that", "correct", {"records": ("C-3",), "without": ("deletion",)}),
    ("add a note to C-1: renewal is being negotiated", "note", {"ids": ("C-1",), "field": "notes", "note": "renewal is being negotiated"}),
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
    ("add the Brainpop agreement the board approved on Monday", "log-contract", {"vendor": "Brainpop", DayOf.APPROVED: "2026-11-23"}),
    ("log a contract with Discovery Education for Mystery Science, signed 11/18, good through 6/30/2028", "log-contract",
     {"vendor": "Discovery Education", "product": "Mystery Science", DayOf.SIGNED: "2026-11-18", DayOf.EXPIRES: "2028-06-30"}),
    ("we signed with Clever yesterday, all ten provisions but severability", "log-contract",
     {"vendor": "Clever", "provisions": N9, DayOf.SIGNED: "2026-11-25"}),
    ("we renewed IXL on 11/20", "log-contract", {"records": ("C-3",), "vendor": "IXL", DayOf.SIGNED: "2026-11-20"}),
    ("The superintendent just signed the newsela dpa", "log-contract", {"vendor": "newsela"}),
    ("I signed a new agreement with Canva on Nov. 19, no ferpa clause", "log-contract",
     {"vendor": "Canva", "without": ("ferpa",), DayOf.SIGNED: "2026-11-19"}),
    ("the Padlet contract came back signed today", "log-contract", {"vendor": "Padlet", DayOf.SIGNED: "2026-11-26"}),
    ("new contract: Edpuzzle, signed Nov 24", "log-contract", {}),
    ("please record our deal with Gizmos executed on 2026-11-17", "log-contract", {"vendor": "Gizmos", DayOf.SIGNED: "2026-11-17"}),
    # breaches
    ("our vendor told us yesterday they were hacked", "log-breach", {DayOf.NOTICE: "2026-11-25"}),
    ("Got an email from Kahoot this morning that they were breached on Nov 10, about 120 kids, names and grades", "log-breach",
     {"vendor": "Kahoot", "number": 120, "categories": ("student_information",), DayOf.NOTICE: "2026-11-26", DayOf.HAPPENED: "2026-11-10"}),
    ("PowerSchool was hacked", "log-breach", {"vendor": "PowerSchool"}),
    ("Edmodo let us know on tuesday that hackers got in, they found it nov 3", "log-breach",
     {"vendor": "Edmodo", DayOf.NOTICE: "2026-11-24", DayOf.DISCOVERED: "2026-11-03"}),
    ("log a breach at Seesaw discovered Nov 20", "log-breach", {"vendor": "Seesaw", DayOf.DISCOVERED: "2026-11-20"}),
    ("report a data breach by Naviance", "log-breach", {"vendor": "Naviance"}),
    ("Kahoot told us yesterday about a leak. What do we do now?", "log-breach", {"vendor": "Kahoot", DayOf.NOTICE: "2026-11-25"}),
    ("the vendor's notice for B-1 came in today at 3:15 pm", "received", {"ids": ("B-1",), DayOf.NOTICE: "2026-11-26"}),
    ("powerschool finally told us in writing, letter arrived yesterday", "received", {DayOf.NOTICE: "2026-11-25"}),
    ("we got the notice for b-2 on friday", "received", {"ids": ("B-2",), DayOf.NOTICE: "2026-11-20"}),
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
MORE: dict[str, tuple[str, ...]] = {
    "log-breach": (
        "Kahoot emailed this morning that hackers got in on Nov 10, about 120 kids, names and grades. what do we do?",
        "Kahoot emailed this morning that hackers got in on Nov 10, about 120 kids, names and grades. what do we do?",
        "got hacked notice from Acme",
        "Acme Learning says student names may have leaked",
        "heard from kahoot on friday that somebody broke into their servers around Nov 15",
        "Acme Learning says student names may have leaked",
        "we just found out Kahoot had a breach",
        "IXL was hit by ransomware, they told us by phone last thursday at 4pm, health records of 45 kids",
        "A breach happened at Nearpod. They discovered it on 11/20.",
        "start a breach record for Acme",
        "somebody at PowerSchool called to say our student records were exposed",
    ),
    "done": (
        "mark the nearpod posting done, it's at https://x.example.org/n",
        "parents were told about powerschool this morning and the notice is on the website",
        "done with D-2",
        "got the powerschool letters out to families today at 2pm",
        "we emailed all the PowerSchool parents yesterday",
        "B-1 parents notified",
        "posted acme: https://h.example.org/acme",
        "the acme contract's up",
        "all done with nearpod",
        "can you mark nearpod as posted? we did it monday",
        "finished D-7, proof is kahoot.pdf",
        "Kahoot posting is on our site as of 11/24 https://h.example.org/kahoot",
        "got the powerschool letters out to families today at 2pm",
        "the acme contract's up",
        "can you mark nearpod as posted? we did it monday",
        "finished D-7, proof is kahoot.pdf",
        "nearpod is posted, heres the link https://h.example.org/np",
        "Please mark D-7 complete - posted 11/24/2026",
        "I finished posting Kahoot. Link: https://h.example.org/k",
        "we notified the powerschool families on wednesday by email",
        "the breach notice for B-1 is live at https://h.example.org/breach",
        "put down that parents were notified 11/25 for B-1",
        "B-1: letters emailed to all 120 families today",
        "log that we told families about PowerSchool yesterday",
    ),
    "snooze": (
        "push the Acme posting to Friday, waiting for the webmaster",
        "push the Acme posting to Friday, waiting for the webmaster",
        "i can't get to the nearpod posting until monday bc the webmaster is out",
        "kick D-2 down the road to dec 3, waiting on counsel",
        "snooze D-2 for a week, our webmaster is on leave",
        "extend the deadline for D-1",
        "push back the Kahoot posting one week",
        "snooze C-1",
        "I need more time for D-2",
    ),
    "assign": (
        "can Walter Pike take D-1 instead of me",
        "C-2 has nobody, put me down",
        "B-2 should be run by Hal Meyers from IT",
        "Jose retired. all his stuff goes to Priya Nair",
        "Jose is out till January, give the Lexia contract to Samira Haddad",
        "give the acme posting to Ana",
        "hand D-1 to Jose",
        "assign D-1 to Ana Ruiz",
        "let Ana do the kahoot posting",
        "jose should own C-1",
        "jose should own C-1",
        "reassign everything from Jose to Ana",
        "Jose is out, have Ana take over D-1",
        "make me the owner of D-1",
        "transfer C-1 to Ana Ruiz",
    ),
    "withdraw": (
        "C-2 was logged twice",
        "we stopped using Kahoot in october",
        "the seesaw thing turned out to be a false alarm",
        "void C-5, duplicate of C-2",
        "we stopped using Kahoot in october",
        "void C-5, duplicate of C-2",
        "get rid of the duplicate Kahoot contract",
        "cancel B-2, it turned out no student data was involved",
        "we aren't going with Kahoot after all",
    ),
    "log-contract": (
        "we renewed IXL on 11/24",
        "we signed Newsela on Feb 30",
        "log a contract with Zoom signed next Friday",
        "just signed Formative! ",
        "Board OK'd the Gizmos contract last night, runs thru 6/30/27",
        "new vendor: Delta Math, agreement executed 11/20, student info, all ten provisions there",
        "we re-signed with Powerschool yesterday, good through June 2029",
        "Board OK'd the Gizmos contract last night, runs thru 6/30/27",
        "new vendor: Delta Math, agreement executed 11/20, student info, all ten provisions there",
        "we re-signed with Powerschool yesterday, good through June 2029",
        "please log: Quizizz, agreement signed Nov 23 2026, expires Jun 30 2027, names and grades",
        "Our superintendent signed the DPA with Edpuzzle on November 20th and it expires on 8/31/2027",
        "got the countersigned copy back from Pear Deck today",
        "we have a new agreement with Amplify for Amplify ELA starting July 1 2027 through June 30 2030, signed 11/23",
        "contract with Zearn was executed 2 days ago",
    ),
    "note": (
        "note for C-2: vendor promised a new DPA by January",
        "jot down on Kahoot: contact is Beth Quan 860-555-0142",
        "C-3: renewal price went up, make a note",
    ),
    "correct": (
        "Nearpod went online the 13th really. can you change the date on D-1",
        "the students number on B-1 should be 140",
        "wrong date on kahoot. we signed 11/16 not 11/18",
        "C-4 should say PowerSchool Group LLC",
        "Nearpod's contract runs until June 30 2029",
        "the powerschool breach affected 1,250 kids not 120",
        "Acme contract also covers essays, update it",
        "the IXL contract does have the severability clause now",
        "add governing law to C-3",
        "C-4 should say PowerSchool Group LLC",
        "Acme contract also covers essays, update it",
        "add governing law to C-3",
        "Oops, B-1 was actually discovered on Nov 4",
        "B-1 discovery date should be 11/4",
        "change discovery date of B-1 to november 4",
        "the notice for B-1 came on the 24th, not the 25th",
        "C-2 expires 6/30/2028 not 2027",
        "set the expiration date for Kahoot to June 30, 2028",
        "put an end date of 6/30/2028 on the Nearpod contract",
        "Acme's product is called Acme Reader",
        "wrong vendor name on C-5, it's Kahoot! AS",
        "add link https://h.example.org/c1.pdf to C-1",
        "the IXL dpa actually has the deletion piece",
        "mark deletion as there on C-3",
        "all ten provisions are in the IXL contract now",
    ),
    "received": (
        "seesaw's letter came in yesterday at 3:15 pm",
        "Seesaw finally sent the official notice yesterday",
        "Seesaw finally sent the official notice yesterday",
        "can you record that Seesaw notified us on Nov 24",
        "record the seesaw notice, it arrived Monday",
        "we received Seesaw's written notification today",
        "Seesaw emailed the superintendent about B-2 this morning",
    ),
    "remind": (
        "remind me tomorrow about acme",
        "remind me a week before the acme posting",
        "remind me a week before the report to the commission",
        "remind me a week before the report to the commission",
    ),
    "undo": (
        "reopen the ixl posting",
        "reopen the ixl posting",
        "D-1 was done by mistake, reopen",
        "D-7 isn't done yet, I jumped the gun",
    ),
    "grant": (
        "give Ana access so she can log contracts",
        "add maria lopez as staff",
        "add maria lopez as staff",
        "Ana should be able to mark things done",
        "Jose needs admin access",
    ),
    "setup": (
        "superintendent is now Ana Ruiz",
        "our website moved to https://www.h.example.org/privacy",
        "change morning reminders to 7:30",
    ),
    "revoke": (
        "remove ana from the privacy team",
        "remove ana from the privacy team",
        "take away Ana's rights",
    ),
}
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
        said = on.get(name) if isinstance(name, DayOf) else getattr(found.slots, name)
        assert said == value, f"{name}: {found.slots}"


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_or_a_look_is_no_act(text: str) -> None:
    assert act(text) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [(text, command) for command, texts in MORE.items() for text in texts],
    ids=[text[:50] for texts in MORE.values() for text in texts],
)
def test_an_act_is_told_from_the_others(text: str, command: str) -> None:
    found = act(text)
    assert found, text
    assert found.command == command


def test_the_model_is_heard_where_no_rule_finds_an_act() -> None:
    text = "Nearpod is behind us, the page has it"
    assert act(text) is None
    found = act(text, Signs(wishes={"act": 0.9}, commands={"done": 0.8}))
    assert found
    assert found.command == "done"
    assert act("is Nearpod behind us?", Signs(wishes={"act": 0.9}, commands={"done": 0.8})) is None
