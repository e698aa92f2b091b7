"""Does a morning bring everybody one message of what is due, with nothing lost, twice, or said to the void?"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.desk import Desk
from handlers.plain import plain
from handlers.promises.present import touched
from handlers.promises.ways import Later, NoWay
from handlers.reply import Reply
from handlers.wording.people import for_owner
from storage.records import Event, Role
from tests.handlers.mornings import CHANNEL, CHIEF, LEAD, OMAR, SETUP, TESS, Chats, at, fill, morning, pressed, say

SIXTY = [date(2026, 10, 1)] * 60


@pytest.fixture
def monday(desk: Desk) -> Desk:
    return at(desk, "2026-11-16T14:00")


def named(reply: Reply) -> set[str]:
    return set(re.findall(r"\bD-\d+", plain(reply)))


def test_sixty_overdue_deadlines_are_one_message_for_each_reader_a_day(monday: Desk) -> None:
    fill(monday, SIXTY)
    chats = Chats()
    morning(monday, chats)
    assert not chats.said, "what is overdue when it is logged waits for the morning"
    for day in range(17, 21):
        morning(at(monday, f"2026-11-{day}T08:00"), chats)
        morning(at(monday, f"2026-11-{day}T08:05"), chats)
        assert chats.counts() == dict.fromkeys((CHANNEL, LEAD, CHIEF, TESS, OMAR), day - 16)
    assert all("60 overdue" in chats.at(place)[0].title for place in (CHANNEL, LEAD, CHIEF))
    assert "30 overdue" in chats.at(TESS)[0].title
    steps = [step for k in range(1, 61) for step in monday.store.reminders(f"D-{k}") if step.sent_at]
    assert len(steps) == 60 * 4 * 4 and len({step.sent_as for step in steps}) == 20
    assert all(not step.due_at <= at(monday, "2026-11-20T09:00").now for k in range(1, 61)
               for step in monday.store.reminders(f"D-{k}") if not step.sent_at)  # fmt: skip


def test_the_opening_and_the_overdue_step_of_a_deadline_are_one(monday: Desk) -> None:
    evening = replace(monday, now=monday.now.replace(hour=19))
    fill(evening, [date(2026, 11, 16)] * 30)
    chats = Chats()
    morning(at(monday, "2026-11-17T08:00"), chats)
    assert chats.counts()[CHANNEL] == 1 and chats.counts().total() == 4
    assert len(named(chats.at(CHANNEL)[0])) == 20 and "and 10 more" in plain(chats.at(CHANNEL)[0])


def test_a_few_have_a_message_each_and_the_superintendent_one_of_all(monday: Desk) -> None:
    fill(monday, SIXTY[:3])
    chats = Chats()
    morning(monday, chats)
    morning(at(monday, "2026-11-17T08:00"), chats)
    assert chats.counts() == {CHANNEL: 4, LEAD: 3, CHIEF: 1, TESS: 2, OMAR: 1}


def test_a_list_that_was_perhaps_sent_is_the_same_message_again(monday: Desk) -> None:
    fill(monday, SIXTY[:9])
    chats = Chats(broken={LEAD: ConnectionError()})
    tuesday = at(monday, "2026-11-17T08:00")
    morning(tuesday, chats)
    fill(replace(tuesday, now=tuesday.now - timedelta(hours=18)), SIXTY[:9])
    for minute in (0.5, 5):
        chats.broken = {LEAD: ConnectionError()} if minute < 1 else {}
        morning(replace(tuesday, now=tuesday.now + timedelta(minutes=minute)), chats)
    lists = [(again, named(reply)) for (place, _, reply), again in zip(chats.said, chats.again, strict=True)
             if place == LEAD]  # fmt: skip
    assert sorted(again for again, _ in lists) == [True, True]
    assert sorted(len(ids) for _, ids in lists) == [9, 9] and not lists[0][1] & lists[1][1]


def test_a_list_is_shown_anew_when_one_of_it_is_done(monday: Desk) -> None:
    fill(monday, SIXTY[:9])
    chats = Chats()
    tuesday = at(monday, "2026-11-17T08:00")
    morning(tuesday, chats)
    before = tuesday.store.head().number
    say(tuesday, "done D-2 https://example.org/posted")
    shown = {one.sent_as: reply for one, reply in touched("done D-2", tuesday, before)}
    assert len(shown) == 4, "the channel, the lead, the superintendent and the owner"
    for reply in shown.values():
        text = plain(reply)
        assert "Closed since" in text and "D-2" in text and "deadline D-2" not in pressed(reply)
    theirs = next(reply for sent_as, reply in shown.items() if sent_as.startswith(LEAD))
    assert theirs.title.startswith("8 deadlines")


def test_an_owner_whom_nobody_reaches_is_told_of_to_the_lead(monday: Desk) -> None:
    fill(monday, [date(2026, 11, 20)], ("slack:U3",))
    chats = Chats(broken={TESS: NoWay("account_inactive")})
    for day in range(17, 24):
        for hour in (8, 9, 12):
            morning(at(monday, f"2026-11-{day}T{hour:02}:00"), chats)
    told = [reply for reply in chats.at(LEAD) if for_owner("Tess") in plain(reply)]
    assert told and all("assign D-1" in pressed(reply) for reply in told)
    unread = [reply for reply in chats.at(LEAD) if "cannot be reached" in reply.title]
    assert len(unread) == 1 and "assign D-1" in pressed(unread[0]), "once a day, as the lead has the overdue one"
    assert chats.tried[TESS] == 4, "once for each of its steps"


def test_what_the_team_cannot_read_is_not_told_twice_to_the_lead(monday: Desk) -> None:
    fill(monday, SIXTY[:3])
    chats = Chats(broken={CHANNEL: NoWay("channel_not_found")})
    morning(monday, chats)
    morning(at(monday, "2026-11-17T08:00"), chats)
    texts = [plain(reply) for reply in chats.at(LEAD)]
    assert len(texts) == 4, "the digest, and the lead's own three"
    assert sum("I could not reach Privacy" in text for text in texts) == 1
    lost = next(reply for reply in chats.at(LEAD) if "I could not reach" in plain(reply))
    assert ("Set another place", "setup") in {(choice.label, choice.say) for choice in lost.choices}
    morning(at(monday, "2026-11-18T08:00"), chats)
    assert sum("I could not reach Privacy" in plain(reply) for reply in chats.at(LEAD)) == 2, "once a day"


@pytest.mark.parametrize("refusal", [NoWay("404"), Later(5)])
def test_what_was_refused_did_not_arrive(monday: Desk, refusal: Exception) -> None:
    fill(monday, [date(2026, 11, 20)], ())
    chats = Chats(broken={CHANNEL: refusal, LEAD: refusal})
    for minute in range(0, 180, 10):
        morning(replace(monday, now=monday.now + timedelta(minutes=minute)), chats)
    assert not chats.said
    chats.broken = {}
    morning(at(monday, "2026-11-17T09:30"), chats)
    assert chats.said and not any(chats.again)


def test_what_was_perhaps_sent_says_so_though_it_was_refused_since(monday: Desk) -> None:
    fill(monday, [date(2026, 11, 20)], ())
    chats = Chats(broken={CHANNEL: ConnectionError()})
    morning(monday, chats)
    chats.broken = {CHANNEL: NoWay("404"), LEAD: NoWay("404")}
    morning(replace(monday, now=monday.now + timedelta(minutes=5)), chats)
    chats.broken = {}
    morning(replace(monday, now=monday.now + timedelta(minutes=70)), chats)
    assert chats.again == [True]


@pytest.mark.parametrize(
    ("day", "title"), [("2026-11-17", "Reminder: "), ("2026-11-19", "Due tomorrow: "), ("2026-11-20", "Due TODAY: ")]
)
def test_the_last_day_has_a_heading_of_its_own(monday: Desk, day: str, title: str) -> None:
    fill(monday, [date(2026, 11, 20)], ())
    chats = Chats()
    morning(at(monday, f"{day}T08:00"), chats)
    assert any(reply.title.startswith(title) for reply in chats.at(CHANNEL))


def test_the_boards_duties_of_a_breach_come_first(monday: Desk) -> None:
    fill(monday, SIXTY[:5])
    say(monday, "log-breach vendor: Acme; board told: 2026-11-02; categories: student_information")
    chats = Chats()
    morning(at(monday, "2026-11-17T08:00"), chats)
    for reply in (chats.at(CHANNEL)[-1], chats.at(LEAD)[-1]):
        lines = [line for line in plain(reply).splitlines() if re.search(r"\bD-\d+ .*overdue", line)]
        assert "B-1" in lines[0] and "B-1" not in lines[-1]


def test_everybody_has_the_buttons_that_they_may_press(monday: Desk) -> None:
    fill(monday, [date(2026, 11, 12)], ("slack:U3",))
    chats = Chats()
    morning(at(monday, "2026-11-17T08:00"), chats)
    words = {place: [one.split()[0] for one in pressed(chats.at(place)[-1])] for place in (LEAD, CHIEF, TESS)}
    assert words == {
        LEAD: ["done", "snooze", "assign", "rule"],
        TESS: ["done", "rule"],
        CHIEF: ["rule"],
    }
    assert "tell Lena" in plain(chats.at(CHIEF)[-1]) and "tell Lena" not in plain(chats.at(TESS)[-1])


def test_an_owner_who_may_not_look_has_no_button_to_look(monday: Desk) -> None:
    fill(monday, SIXTY[:12])
    closed = replace(SETUP, members=Role.EVERYONE)
    monday.store.change(Event(who="test", what="setup", when=monday.now, surface="test"), lambda _: [closed])
    chats = Chats()
    morning(at(monday, "2026-11-17T08:00"), chats)
    assert {one.split()[0] for one in pressed(chats.at(TESS)[0])} == {"done"} and not pressed(chats.at(CHIEF)[0])
