"""Do turned, denied and everyday wordings get the Yes or No that is right, or none where it would mislead?

Each line: a question, and how its answer must open, or what it must not open with.
"""

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond

LINES = """
so we may not share data without a contract? | not no
we can't share without a contract? | not no
so we cannot go without a contract? | not no
so we can't use it without a contract? | not no
so the vendor never has to tell us? | no
so the vendor never has to delete? | not yes
so vendors don't own student data? | not no
the vendor does not own student data? | not no
does the law say we can skip the notice to families? | not yes
does the law say you don't have to post? | not yes
does the law set an exception to posting? | not yes
is there an exception to telling families of a breach? | not yes
is there any case where the vendor need not tell us of a breach? | not yes
is there an exemption from the yearly notice? | not yes
is there a waiver of the ferpa clause? | not yes
can the vendor wait 20 days to tell us of a breach? | not no
can the vendor take 20 days to tell us of a breach? | not no
can the vendor delay 25 days to notify us of a breach? | not no
can we wait 2 business days to tell families of a vendor breach? | not no
can we wait one day to tell families of a vendor breach? | not no
do we have to wait 30 days before telling families? | not yes
do we need to wait 90 days before we tell parents? | not yes
must we wait 60 days for the vendor? | not yes
is a contract required even if use of the app is optional? | not no
are we required to post the contract if the app is optional? | not no
is the pledge voluntary? | not no
should we tell parents right away? | not no
does the vendor have to tell us immediately? | not no
so a contract isn't void automatically? | not no
does each child own what they write? | not no
does his mother own the essay? | not no
do staff grades count as student information? | not yes
do grades made public count as student information? | not yes
are photos of students student-generated content? | not yes
is background music student-generated content? | not yes
may Illuminate sell student data now? | no
has the 48 hour rule changed? | not no
was it 48 hours before 2017? | not no
the contract says nothing on breaches, is it void? | not yes
The draft lets parents read their child's file but says nothing on fixing mistakes. Is that enough? | not yes
Our lawyer would drop the clause on security measures from the draft. May we drop it? | not yes
The vendor's form is under the laws of Ohio. Is that clause fine? | not yes
The draft says the vendor and the board own the data jointly. Is that fine? | not yes
Found on October 1, told to our board on November 9, health notes. Had the vendor blown the 30 days? | yes
Found on October 1, told to our board on October 20, health notes. Had the vendor blown the 30 days? | no
We have sent rosters to a testing firm since March 2017 and still do every week. Do we need a contract? | not no
The rosters were shared in 2016 and never again. Is a contract still required for that? | not yes
the district wants 72 hour breach notice in our contract. are they allowed to ask for shorter than the statute | yes
Only kids' essays got out from our system. As the board's vendor we told the board on day 50. Is that allowed? | yes
is it forbidden to go without a written contract? | yes
is it illegal not to post the contract on our website? | yes
is it unlawful for a contractor not to tell us of a breach? | yes
is it prohibited to keep a breach from families? | yes
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_it_opens_as_it_must(line: str, bare_desk: Desk) -> None:
    question, _, wanted = (part.strip() for part in line.partition(" | "))
    reply = respond(Message(question), bare_desk)
    first = plain(reply).partition("\n")[2].split(maxsplit=1)[:1]
    word = "".join(first).strip(".,").lower()
    opens = reply.tone if reply.tone in {"yes", "no"} else word if word in {"yes", "no"} else ""
    if wanted.startswith("not "):
        assert opens != wanted.removeprefix("not "), plain(reply)
    else:
        assert opens == wanted, plain(reply)
