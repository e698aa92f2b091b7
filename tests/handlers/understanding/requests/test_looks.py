"""Is a look at the district's own records told from a question on the law, and what it wants?"""

import json
import time
from datetime import date
from pathlib import Path

import pytest

from handlers.understanding.requests.looks.patterns import RULES, Wording
from handlers.understanding.requests.names import NameIndex
from handlers.understanding.requests.read import read_request
from handlers.understanding.requests.request import Names, Order, Request, View

TODAY = date(2026, 11, 26)
DISTRICT = NameIndex(
    Names(
        vendors={
            "Quizlet Inc": ("C-1",),
            "IXL": ("C-2",),
            "Nearpod": ("C-3",),
            "Lexia": ("C-4",),
            "PowerSchool": ("C-5", "B-1"),
            "Acme Learning": ("C-6",),
            "Edmodo": ("B-2",),
            "Remind": ("C-7",),
            "Clever": ("C-8",),
            "Khan Academy": ("C-9",),
        },
        products={
            "Quizlet": ("C-1",),
            "IXL Math": ("C-2",),
            "Nearpod School": ("C-3",),
            "Lexia Core5": ("C-4",),
            "PowerSchool SIS": ("C-5",),
            "Acme Read": ("C-6",),
        },
        people={"Dana": "Dana", "Jose Rivera": "slack:U2", "Ana Ruiz": "slack:U3"},
    )
)
NOBODY = NameIndex(Names())
QUESTIONS = Path(__file__).parents[3] / "development" / "questions.jsonl"

LOOKS = """
EXPIRING | what runs out before christmas
EXPIRING | does anything run out in december?
OVERDUE | how many postings have we missed?
MISSING | which contract doesn't say what data they take?
MISSING | which agreements have no breach notice clause
DUE | anything due by end of day tomorrow
DUE | latest day nearpod can report to us?
DUE | by when does nearpod owe us the formal notice
DUE | what does walter have open
TOLD | did nearpod ever send us the official notice?
TOLD | when did the parents hear about PowerSchool? board member asks
EXPORT | can i get the deadlines into my outlook calendar
HOLDS | which of our vendors have kids' own work, essays and so on
POSTED | which of our agreements are posted, which aren't?
CARD | need the date nearpod was signed for a po
OWNER | who owns the quizlet contract?
OWNER | whos handling nearpod
OWNER | who is responsible for the Acme contract
OWNER | whose job is D-3
OWNER | who do I talk to about PowerSchool?
OWNER | who's the owner of C-4
OWNER | who owns the Foobar contract?
LIST | show me all contracts
LIST | what contracts does Dana own?
LIST | Jose's contracts
LIST | what's the latest contract
LIST | last breach we logged
LIST | what was the first contract we signed
LIST | list all the breaches
LIST | do we have any open breaches?
LIST | which vendors do we have contracts with
LIST | which apps are approved?
LIST | contracts signed this year
LIST | what contracts did we sign in october
LIST | show me every agreement Jose is responsible for
LIST | my contracts
DUE | show me my deadlines
DUE | what does Jose have due this week?
DUE | what's on my plate
DUE | whats due this week
DUE | what do I need to do this week?
DUE | deadlines for Nearpod
DUE | when is the Nearpod posting due?
DUE | when do we have to post the Nearpod contract?
DUE | what's the deadline for C-3
DUE | how much time do we have left on B-1
DUE | anything due before winter break?
DUE | what's coming up in the next 30 days
DUE | list all open deadlines with their owners
DUE | do I have anything due tomorrow
DUE | Dana's deadlines
DUE | whats next
DUE | when's the clock run out on B-1
OVERDUE | anything overdue?
OVERDUE | show me overdue stuff
OVERDUE | what's late
OVERDUE | are we late on anything?
OVERDUE | did we miss any deadlines this month
OVERDUE | is anything past due for Jose
OVERDUE | which deadlines are overdue and whose are they
OVERDUE | are we behind on anything
OVERDUE | is the Nearpod posting late?
EXPIRING | contracts expiring soon
EXPIRING | which contracts expire in the next 60 days?
EXPIRING | what agreements run out before 7/1/2027
EXPIRING | when does the IXL contract expire?
EXPIRING | is our Lexia agreement still good?
EXPIRING | what's up for renewal this spring
EXPIRING | upcoming renewals
EXPIRING | show me contracts that end in 2027
EXPIRING | expired contracts
EXPIRING | does anything expire before June?
NOTICE | show the notice for C-1
NOTICE | can I see the draft notice for B-1
NOTICE | posting text for the Quizlet contract please
STANDING | are we compliant?
STANDING | where do we stand?
STANDING | give me a quick status report
STANDING | what needs my attention?
STANDING | what should I work on first
STANDING | are we in compliance with everything?
STANDING | are we good for the audit?
STANDING | how are we doing on compliance
STANDING | any red flags?
POSTED | did we ever post the Lexia contract? auditor wants the link
POSTED | where is the Nearpod contract posted?
POSTED | is the quizlet contract on our website
POSTED | what's the link for the lexia agreement
POSTED | when did we post C-4
POSTED | proof for D-3?
POSTED | have we posted nearpod yet
RENEWAL | we're about to renew IXL on 12/1, what do i need
MISSING | what's missing from the IXL contract
MISSING | which contracts are missing provisions?
MISSING | contracts without a security provision
MISSING | does the IXL contract have a deletion clause?
MISSING | show contracts with no expiration date
MISSING | which contracts don't have an owner
MISSING | what do we still have to post?
MISSING | is C-2 complete?
MISSING | any contracts not posted yet
MISSING | what should we ask IXL for
MISSING | which agreements lack the FERPA sentence
MISSING | anything missing on C-2
COUNT | how many contracts do we have?
COUNT | how many open deadlines
COUNT | how many breaches this year?
COUNT | how many students were affected by the PowerSchool breach
COUNT | number of contracts signed in 2025
COUNT | how many contracts does Dana own
HOLDS | which vendors hold student records?
HOLDS | which of our vendors have health data
HOLDS | what data does Quizlet collect?
HOLDS | contracts holding student records
HAPPENED | what happened with C-2?
HAPPENED | who changed the Lexia contract?
HAPPENED | who logged B-1
HAPPENED | when was C-3 added
HAPPENED | history of the Nearpod contract
HAPPENED | what changed this week?
HAPPENED | what did Dana do yesterday
HAPPENED | who marked D-1 done?
HAPPENED | who closed D-2 and when
TOLD | who has been told about the PowerSchool breach?
TOLD | have parents been notified for B-1
TOLD | did we tell families about the edmodo breach?
TOLD | has the board been told about B-2
REMINDERS | when is the next reminder for D-3
REMINDERS | what reminders are coming for Nearpod
REMINDERS | who gets reminded about D-2?
CARD | open C-3
CARD | tell me about the Lexia contract
CARD | what's going on with B-1
CARD | quizlet
CARD | status of D-3
CARD | power school?
ROLES | who can log contracts?
ROLES | who are the admins
ROLES | what role does Dana have
FILE | do we have a pdf of the Quizlet contract
FILE | send me the signed copy of C-1
EXPORT | give me a spreadsheet of all contracts
EXPORT | export everything to csv
EXPORT | can i get an excel of our deadlines
SETTINGS | what closures do we have set
SETTINGS | show our settings
ON_RECORD | do we have a contract with Quizlet
ON_RECORD | is nearpad under contract?
ON_RECORD | can our teachers use Acme Read?
ON_RECORD | did we sign anything with Khan Academy
OWNER | which person owns the Lexia deal
OWNER | remind me who is handling C-4
OWNER | who's our person for IXL?
OWNER | is anyone assigned to the PowerSchool breach
LIST | can you pull up every contract we have on file
LIST | I need a list of all our vendors
LIST | what vendors are we working with
LIST | show contracts for Dana
LIST | how about contracts from last year
DUE | what deadlines are coming up in december
DUE | what do we owe the state this month
DUE | anything on Jose's plate before Thanksgiving?
DUE | what's due between now and winter break
DUE | next deadline?
DUE | what has to be posted by friday
DUE | do we have any deadlines this week for Nearpod
OVERDUE | who is late with their deadlines
OVERDUE | show me everything that's past its deadline
OVERDUE | overdue for Jose
OVERDUE | is anything of mine overdue
OVERDUE | has anything slipped
EXPIRING | what's our next renewal
EXPIRING | any contracts about to lapse?
EXPIRING | how long is the Lexia contract good for
EXPIRING | which vendor agreements end this school year
EXPIRING | did the Quizlet contract expire
EXPIRING | when is IXL up for renewal
MISSING | which vendors haven't we posted
MISSING | list contracts with no owner assigned
MISSING | what provisions does Nearpod not have
MISSING | does Nearpod have a severability clause
MISSING | are there any contracts without a link
MISSING | which of our contracts are incomplete and why
MISSING | what's wrong with the IXL contract
COUNT | how many vendors do we have
OVERDUE | how many deadlines are overdue?
COUNT | how many kids were in the PowerSchool breach?
COUNT | total students affected by breaches this year
MISSING | how many of our contracts are missing something
EXPIRING | count of contracts expiring in 2027
HOLDS | who has our kids' health data
HOLDS | which contracts involve student-generated content
HOLDS | what information does PowerSchool have on our students
HOLDS | do any of our vendors collect location data?
POSTED | where did we put the PowerSchool contract online
POSTED | what proof do we have that C-2 was posted
POSTED | was the Lexia contract ever posted, and when
HAPPENED | who entered the Nearpod contract and when
HAPPENED | show me the audit trail for C-1
HAPPENED | what has Ana been doing this month
HAPPENED | when was the PowerSchool breach logged
HAPPENED | who reassigned D-4?
STANDING | how do we look?
STANDING | superintendent wants a summary of where we are
STANDING | what are our biggest risks right now
STANDING | is there anything I should be worried about
STANDING | status
STANDING | board meeting tonight, what should I report
TOLD | who knows about B-1
TOLD | did anyone notify families about the PowerSchool incident
TOLD | when did PowerSchool tell us about the breach
REMINDERS | will Jose get a reminder about D-1
NOTICE | what do I post for the Quizlet contract
NOTICE | draft the family notice for B-1
NOTICE | give me the notice text for Nearpod
RENEWAL | Lexia renewal is coming up in January, what's needed
RENEWAL | renewing Nearpod next week. what should I check
RENEWAL | what do we need before we re-sign with IXL?
CARD | pull up Khan Academy
CARD | what do we have on Edmodo
CARD | details on C-5 please
FILE | where's the PDF for Nearpod
EXPORT | download all deadlines as a calendar file
EXPORT | send me everything in excel
ROLES | who's on the privacy team?
ROLES | what can Jose do
ON_RECORD | are we signed with Quizlet
ON_RECORD | has Nearpod signed our DPA?
ON_RECORD | is there an agreement in place with Acme?
LIST | show open breaches
LIST | what breaches have we had this year
LIST | most recent breach?
LIST | contracts Dana is in charge of
"""
"""One wish in a line, with the view that answers it."""
LAW = """
can IXL sell our students' data?
is Quizlet allowed to keep student work after the contract ends?
must Nearpod delete records when we ask?
what happens if PowerSchool is breached?
does the law require Lexia to tell us about a breach?
if Nearpod gets hacked, when do we have to tell parents?
is IXL an operator?
may Quizlet show ads to kids?
can PowerSchool share data with a research firm?
do parents have a right to see what Lexia holds on their child?
does Nearpod have to post its privacy policy?
should IXL encrypt student data?
can a teacher accept Quizlet's click-through terms?
is it legal for PowerSchool to use our data to train AI?
what must Lexia do with data after the contract is over?
would a renewal with IXL need to be posted?
how fast must PowerSchool notify us of a breach?
can Dana sign the contract for the board?
is Jose allowed to see student records?
Acme Learning wants to keep essays, is that ok under the law?
Quizlet refuses to sign our agreement, can we use it anyway?
can Lexia use de-identified data to improve its product
does Nearpod count as a contractor
what does the act say about companies like PowerSchool
is a free app like Quizlet exempt from the contract rule
if IXL is bought by another company may the data go along
must the Nearpod agreement name Connecticut law
Is Khan Academy covered by the act?
can we sue Edmodo over the breach
are parents entitled to compensation from PowerSchool
does FERPA apply to Quizlet
who can delete student data at Lexia
can Clever pass rosters to other apps
may Remind text parents without consent
do we need parent consent before using Nearpod
what is a contractor
when must we post a contract?
who must be told of a breach?
how long do we have to tell families about a breach?
what must a contract contain?
what happens when a contract expires?
who is responsible for posting a contract?
does a contract need an owner
which vendors must sign a contract
are vendors required to report breaches to us
what data counts as student information
can we share directory information
what are the deadlines under the law
is there a deadline for posting
what is due when a vendor is breached
who can see student records
who owns student data
how many provisions must a contract have
how many days do we have to post
what if a provision is missing
what happens if we miss the deadline
what is the penalty for late posting
do small vendors need a contract
what should the notice to families say
does the notice have to be posted on our website
can parents ask for a copy of the contract
is a spreadsheet of student grades a student record
may a vendor export our data
what changed in the law in 2018
what is new in PA 18-125
is the district liable for a vendor's breach
can a vendor refuse to delete data
who has to post the contract
contracts need what?
what needs to be in every contract with a vendor
are we allowed to renew a contract without changes
do we have to notify parents of every contract
must expired contracts stay posted
are contracts from 2016 covered
which apps are covered by the act
what is an operator
do teachers need approval for free apps
how should a breach be reported
"""
"""Questions on the law, many of which name a vendor that is on record."""


def asked(text: str) -> Request | None:
    return read_request(text, TODAY, DISTRICT)


def slots_of(text: str) -> Request:
    found = asked(text)
    assert found, text
    return found


@pytest.mark.parametrize("line", [line for line in LOOKS.splitlines() if line])
def test_a_look_at_the_records(line: str) -> None:
    view, text = line.split(" | ", 1)
    found = asked(text)
    assert found and not found.acts and found.view is View[view], found


@pytest.mark.parametrize("text", [line for line in LAW.splitlines() if line])
def test_a_question_on_the_law_stays_one(text: str) -> None:
    assert asked(text) is None


def test_no_question_of_the_development_set_is_taken_for_a_look() -> None:
    questions = [json.loads(line)["q"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    taken = [one for one in questions if (found := read_request(one, TODAY, NOBODY)) and not found.acts]
    assert len(questions) > 500 and not taken


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("who owns the quizlet contract", ("C-1",)),
        ("who owns the power school contract", ("C-5", "B-1")),
        ("when does acme read expire", ("C-6",)),
        ("did we post the Khan contract", ("C-9",)),
        ("is the Remind contract posted", ("C-7",)),
    ],
)
def test_a_vendor_is_known_as_people_write_it(text: str, ids: tuple[str, ...]) -> None:
    assert set(slots_of(text).slots.records) == set(ids)


@pytest.mark.parametrize("text", ["remind me who owns C-4", "a clever way to list all contracts"])
def test_an_everyday_word_is_no_vendor(text: str) -> None:
    found = asked(text)
    assert found is None or not found.slots.records


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("which contracts expire in the next 60 days?", date(2026, 11, 26), date(2027, 1, 25)),
        ("what agreements run out before 7/1/2027", None, date(2027, 6, 30)),
        ("contracts signed in 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("what is due this month", date(2026, 11, 1), date(2026, 11, 30)),
        ("what's due next week", date(2026, 11, 30), date(2026, 12, 6)),
        ("anything due before winter break?", TODAY, date(2026, 12, 23)),
        ("deadlines between 2026-12-01 and 2026-12-15", date(2026, 12, 1), date(2026, 12, 15)),
        ("contracts signed this school year", date(2026, 7, 1), date(2027, 6, 30)),
        ("how many breaches last year?", date(2025, 1, 1), date(2025, 12, 31)),
        ("what's due by friday", None, date(2026, 11, 27)),
    ],
)
def test_a_period_has_its_dates(text: str, since: date | None, until: date | None) -> None:
    slots = slots_of(text).slots
    assert (slots.since, slots.until) == (since, until)


def test_what_a_list_is_narrowed_to() -> None:
    assert slots_of("contracts without a security provision").slots.provisions == ("security",)
    assert slots_of("which contracts don't have an owner").slots.lacks == ("owner",)
    assert slots_of("which vendors hold student records?").slots.categories == ("student_records",)
    assert slots_of("show me my deadlines").slots.person == "me"
    assert slots_of("what contracts does Jose own?").slots.person == "slack:U2"
    assert slots_of("what's the latest contract").slots.order is Order.NEWEST
    assert slots_of("who owns the Foobar contract?").slots.vendor == "Foobar"


@pytest.mark.parametrize("rule", RULES, ids=[f"{number} {rule.view.name}" for number, rule in enumerate(RULES)])
def test_a_long_word_is_read_at_once(rule: Wording) -> None:
    """A pattern that tries every way to part it would take longer than anybody waits."""
    begun = time.perf_counter()
    rule.pattern.search(f"is {'a0' * 400} _v_ or not, and so on and on, as far as one can tell of it, in the end")
    assert time.perf_counter() - begun < 5
