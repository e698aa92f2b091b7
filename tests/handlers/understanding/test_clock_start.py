"""Is a legal date counted from the right one of the days that a question names, and from none where that is not clear?"""

import re
from datetime import date

import pytest

from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond

# Today is Tue, Nov 24, 2026. What each comes to: the day counted from; "if" where that day is to be confirmed, "ask"
# where nothing is counted, "" where no day named has to do with a clock; then the verdict, if one was asked for.
ASKED = """
vendor found the breach on Nov 1 and told us on Nov 20. By when must we tell parents? | 11-20
breach on nov 2, we got the notice nov 23. deadline for parents? | 11-23
The vendor told us on Nov 20 that it found the breach on Nov 1. When must parents hear? | 11-20
We were notified Nov 20 of a hack discovered Nov 1. deadline to tell families? | 11-20
On Nov 1 the vendor discovered a breach; on Nov 20 it notified us. By when do we write to parents? | 11-20
vendor discovered it Nov 1, informed us Nov 20, today is Nov 24. how long do we have to tell families | 11-20
Nov 1: vendor finds the breach. Nov 20: vendor tells us. When must we tell parents? | 11-20
by when do we tell parents? breach: Nov 1. notice: Nov 20. | 11-20
nov 20 notice nov 1 breach when tell parents | 11-20
The notice came yesterday, the breach was three weeks ago. By when must we tell parents? | 11-23
they were hacked two weeks ago and wrote us yesterday, when do families have to hear | 11-23
Got the breach notice the day before yesterday, when do parents have to know? | 11-22
We got a letter Nov 20 saying the breach was Nov 1. When do we have to notify parents? | 11-20
When must we tell parents if the breach was Nov 1 and the notice came Nov 20? | 11-20
a hacker got in on Nov 1, PowerSchool noticed on Nov 10 and wrote us on Nov 20. When must we notify families? | 11-20
we heard about the hack on the news Nov 16, vendor's letter came Nov 20, deadline to tell parents? | 11-20
vendor letter dated Nov 16 arrived Nov 20. parents by when? | 11-20
Vendor e-mailed the notice Nov 18 and we received it Nov 20. deadline for families? | 11-20
superintendent read the vendor's email on Nov 23 but it arrived Nov 20. By when must parents be told? | 11-20
Thanksgiving is Nov 26 and the vendor told us Nov 24. When do we have to tell families? | 11-24
vendor told us Nov 24, school is closed Nov 26. by when must we tell parents | 11-24
we got an email from the vendor on Nov 20, the kids come back Nov 30. When must parents hear? | 11-20
notice came in Nov 20 at 4pm, superintendent out until Nov 23. When must parents hear? | 11-20
Parents found out Nov 10, vendor told us Nov 20. when must we officially notify parents? | 11-20
If the vendor tells us Dec 1, when must we tell parents? | 12-01
vendor told us last Friday. When must we tell families? | 11-20
vendor told us Nov 20 and we told parents Nov 23. by when did we have to? | 11-20
vendor told us Nov 20 and we told parents Nov 23. in time? | 11-20 in time
we told parents on Nov 25, the vendor had told us on Nov 20. were we late? | 11-20 too late, so yes
notice received 11/20; families informed 11/25. compliant? | 11-20 too late
Families were told on Nov 23. The vendor's notice had come on Nov 19. Late? | 11-19 in time, so no
We got the breach letter Thursday Nov 19. Is it ok if the email to parents goes out Monday the 23rd? | 11-19 in time
Breach letter hit my inbox thurs Nov 19. if families hear from us by email on mon Nov 23, are we inside the deadline | 11-19 in time
The vendor's notice came on Tuesday Nov 3 and the boss wants to wait till the meeting on the 12th. Can we wait? | 11-03 too late
Families were told on Nov 23. The vendor's notice had come on Nov 19. Past the limit? | 11-19 in time, so no
can we wait until Nov 30 to tell parents if the vendor told us Nov 24? | 11-24 too late
must we tell parents by Nov 27? vendor wrote us Nov 24. | 11-24 after the safe date
The breach was Nov 1, discovered Nov 5, the notice came Nov 20, letters went home Nov 23. were we late? | 11-20 in time, so no
A vendor had a breach on Nov 20, when must we tell families? | if 11-20
a vendor had a breach yesterday, when must we tell families? | if 11-23
the vendor discovered the breach on Nov 20, by when must parents hear? | if 11-20
vendor sent its notice Nov 20. parents by when? | if 11-20
First vendor told us Nov 18, another vendor told us Nov 20. When must we tell parents? | ask
two vendors: one told us Nov 18, the other Nov 20. deadlines for telling parents? | ask
vendor told the superintendent on Friday and me on Monday. When must we tell families? | ask
There was a breach Nov 2 and a second breach Nov 16. By when must we tell families? | ask
found the breach Nov 2 and told us Friday. when must we tell parents | ask
the vendor's notice came last week, the breach was Nov 2. deadline for parents? | ask
We told parents Nov 23. Was that in time? | ask
Vendor was hacked Nov 2 and we told parents Nov 4, was that in time? | ask
School starts again Nov 30. When must we tell families about a breach? |
we were hacked on Nov 2, our own server. When must we tell parents? |
vendor sat on it for weeks, when must we tell parents |
We signed Nov 2 and the school year starts Nov 30. When do we post? | 11-02
Vendor signed Nov 2, superintendent signed Nov 20. By when must we post? | 11-20
Our superintendent signed Nov 20, the vendor had signed Nov 2. posting deadline? | 11-20
we signed the deal last Friday and the vendor countersigned yesterday. posting deadline? | 11-23
contract signed by us Nov 2, by vendor Nov 9. by when must we post it? | 11-09
Contract is effective July 1, signed Nov 20. when must we post it | 11-20
Board approved the contract Nov 10 and the superintendent signed Nov 17. By when must it be on the website? | 11-17
The board met Nov 10, the deal was signed Nov 12, it starts Dec 1, when do we have to post it | 11-12
We'll sign the contract on Friday. When must it be posted? | 11-27
signed Nov 2. By when must we post, given that Nov 11 is a holiday? | 11-02
We posted the contract Nov 20. It was signed Nov 2. Is that in time? | 11-02 too late
contract signed Nov 9, effective Jan 1, posted Nov 16. ok? | 11-09 in time
Contract executed 11/2/2026, amended 11/20/2026. By when must we post? | if 11-02
we signed with Kahoot Nov 2 and with Quizlet Nov 20, when must we post both contracts? | ask
We posted the contract Nov 20. in time? | ask
The agreement starts on Dec 1. When must we post it? |
vendor discovered on Oct 1 that grades leaked and told us Nov 20. was it too late? | 10-01 too late, so yes
The vendor found a breach of essays Oct 1 and told us Nov 20. Did it tell us in time? | 10-01 in time
The vendor says the breach happened Oct 3 and it found out Oct 20. By when does it have to notify the board? | 10-20
Vendor found the breach of grades on Oct 30 and school resumes Nov 30, by when must it tell us? | 10-30
Vendor discovered the leak of grades Oct 20 and plans to tell us Nov 30. Is that ok? | 10-20 too late
The contract was signed Sep 1 and the vendor found a breach Nov 20. When must it tell us? | 11-20
The operator discovered a breach of essays on Oct 1 and wants to tell parents on Dec 15. Is that in time? | 10-01 too late
the vendor was hacked Oct 1, by when must it tell the board? | if 10-01
They knew in august and told us oct 20. is that late | ask
""".strip().splitlines()
VERDICTS = {"too late": "too-late", "in time": "in-time", "after the safe date": "depends"}


def say(question: str, desk: Desk) -> Reply:
    return respond(Message(question, who="Dana", surface="talk"), desk)


@pytest.mark.parametrize("line", ASKED)
def test_it_is_counted_from_the_day_of_the_event_only(line: str, bare_desk: Desk) -> None:
    question, _, wanted = (part.strip() for part in line.partition(" |"))
    reply = say(question, bare_desk)
    text = plain(reply)
    said = next((verdict for verdict in VERDICTS if verdict in wanted), "")
    assert [verdict for verdict in VERDICTS if re.search(rf"\d is {verdict}", text)] == [said] * bool(said), text
    asked = wanted.partition(", so ")[2]  # how the answer begins, where it is asked if that is late
    assert reply.tone == VERDICTS.get(said, "plain"), text
    assert not asked or (reply.law and reply.law.opens == asked), text
    day = next((date.fromisoformat(f"2026-{word}") for word in wanted.split() if "-" in word), None)
    assert (("after " in text and ": the safe date skips" in text) or "days from the day after" in text) == bool(day), (
        text
    )
    if day:
        assert f"after {wording.short_day(day, bare_desk.today)}" in text, text
    assert (f"on {wording.day(day)}, these are the dates" in text if day else False) == wanted.startswith("if"), text
    assert ("I have counted nothing yet" in text) == (wanted == "ask") == reply.asks, text
