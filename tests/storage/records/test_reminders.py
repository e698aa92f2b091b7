"""Is each reminder handed out once, and never lost?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.port import Store
from storage.records import Reminder, Status

LEASE = timedelta(minutes=2)


@pytest.fixture
def later(noon: datetime) -> datetime:
    return noon + timedelta(days=30)


def steps(reminders: list[Reminder]) -> list[str]:
    return [reminder.id for reminder in reminders]


def test_only_what_is_due_is_due_and_the_oldest_comes_first(store: Store, log: Callable, noon: datetime) -> None:
    log(store), log(store)
    assert steps(store.due(noon - timedelta(seconds=1))) == []
    assert steps(store.due(noon)) == ["D-1/opened", "D-2/opened"]
    assert steps(store.due(noon + timedelta(days=7))) == ["D-1/opened", "D-2/opened", "D-1/safe", "D-2/safe"]
    assert steps(store.due(noon + timedelta(days=7), limit=3)) == ["D-1/opened", "D-2/opened", "D-1/safe"]


def test_moments_are_compared_as_moments_whatever_their_zone(store: Store, log: Callable, put: Callable) -> None:
    log(store)
    odd = Reminder(deadline="D-1", step="odd", due_at=datetime.fromisoformat("2026-10-07T11:59:59.5-04:00"))
    put(store, odd)
    assert steps(store.due(datetime(2026, 10, 7, 16, 0, tzinfo=UTC))) == ["D-1/odd", "D-1/opened"]


def test_what_is_claimed_goes_to_nobody_else_until_the_lease_ends(
    open_store: Callable, log: Callable, noon: datetime
) -> None:
    log(open_store())
    first = open_store().claim_due(noon, LEASE)
    assert [(reminder.step, reminder.attempts) for reminder in first] == [("opened", 1)]
    assert open_store().claim_due(noon + LEASE - timedelta(seconds=1), LEASE) == []
    second = open_store().claim_due(noon + LEASE, LEASE)
    assert [(reminder.step, reminder.attempts) for reminder in second] == [("opened", 2)], (
        "the first may have been sent"
    )


def test_a_claim_takes_whole_deadlines_and_no_more_than_it_must(store: Store, log: Callable, later: datetime) -> None:
    log(store), log(store)
    assert steps(store.claim_due(later, LEASE, limit=1)) == ["D-1/opened", "D-1/safe", "D-1/last"]
    assert steps(store.claim_due(later, LEASE, limit=1)) == ["D-2/opened", "D-2/safe", "D-2/last"]


def test_a_message_is_named_before_it_is_sent_while_all_of_it_is_ours(
    store: Store, log: Callable, noon: datetime, later: datetime
) -> None:
    log(store)
    claimed = store.claim_due(noon, LEASE)
    assert store.name_post(claimed, "first", noon, LEASE)
    assert store.claim_due(noon + LEASE / 2, LEASE) == [], "it is claimed again"
    again = store.claim_due(later, LEASE)
    assert [(one.step, one.post) for one in again] == [("opened", "first"), ("safe", ""), ("last", "")]
    assert not store.name_post(claimed, "second", later, LEASE), "another bot has claimed it since"
    assert [one.post for one in store.reminders("D-1")] == ["first", "", ""]
    store.mark_sent(again, later, "chat:1 7")
    assert not store.name_post(again, "third", later, LEASE)
    assert sorted(steps(store.in_message("chat:1 7"))) == ["D-1/last", "D-1/opened", "D-1/safe"]
    assert store.in_message("chat:1 8") == []


@pytest.mark.parametrize("meanwhile", ["sent", "claimed"])
def test_a_message_is_not_sent_if_another_bot_has_sent_or_claimed_a_part_of_it(
    store: Store, log: Callable, noon: datetime, meanwhile: str
) -> None:
    log(store), log(store)
    claimed, then = store.claim_due(noon, LEASE), noon + LEASE
    assert steps(claimed) == ["D-1/opened", "D-2/opened"]
    if meanwhile == "sent":
        store.mark_sent(claimed[:1], then)
    else:
        assert steps(store.claim_due(then, LEASE, limit=1)) == ["D-1/opened"]
    assert not store.name_post(claimed, "both", then, LEASE)
    assert {one.post for key in ("D-1", "D-2") for one in store.reminders(key)} == {""}
    assert steps(store.due(then)) == ["D-2/opened"], "the rest is told in another message"


def test_a_claim_takes_whole_messages_with_their_deadlines(store: Store, log: Callable, later: datetime) -> None:
    log(store), log(store), log(store)
    first, *_, last = store.claim_due(later, LEASE)
    assert store.name_post([first, last], "both", later, LEASE)
    again = store.claim_due(later + LEASE, LEASE, limit=1)
    assert sorted(steps(again)) == [f"{id}/{step}" for id in ("D-1", "D-3") for step in ("last", "opened", "safe")]


def test_what_a_repeat_leaves_out_is_told_in_another_message(store: Store, log: Callable, later: datetime) -> None:
    log(store)
    opened, safe, last = store.claim_due(later, LEASE)
    assert store.name_post([opened, safe, last], "all", later, LEASE)
    assert store.name_post([opened, safe], "all", later, LEASE)
    assert [one.post for one in store.reminders("D-1")] == ["all", "all", ""]


def test_a_claim_with_nothing_due_writes_nothing(store: Store, log: Callable, noon: datetime) -> None:
    log(store)
    head = store.head()
    assert store.claim_due(noon - timedelta(days=1), LEASE) == []
    assert store.head() == head


def test_what_is_sent_is_never_due_again_and_its_sending_is_in_the_audit(
    open_store: Callable, log: Callable, noon: datetime, later: datetime
) -> None:
    store = open_store()
    log(store)
    store.mark_sent(store.claim_due(noon, LEASE), noon, sent_as="1759852800.1")
    assert steps(open_store().due(later)) == ["D-1/safe", "D-1/last"]
    event = open_store().events()[-1]
    assert (event.who, event.what, event.touched) == ("clock", "remind", ("D-1",))
    assert event.after == {"D-1/opened": {"sent_at": "2026-10-07T16:00:00+00:00", "sent_as": "1759852800.1"}}


def test_many_reminders_in_one_message_are_one_event(store: Store, log: Callable, later: datetime) -> None:
    log(store), log(store)
    store.mark_sent(store.claim_due(later, LEASE), later)
    assert [event.touched for event in store.events()][2:] == [("D-1", "D-2")]


def test_the_first_sending_stands(store: Store, log: Callable, noon: datetime) -> None:
    log(store)
    claimed = store.claim_due(noon, LEASE)
    store.mark_sent(claimed, noon, sent_as="first")
    store.mark_sent(claimed, noon + LEASE, sent_as="second")
    assert (store.reminders("D-1")[0].sent_as, len(store.events())) == ("first", 2)


def test_what_failed_is_tried_again_at_its_time(store: Store, log: Callable, noon: datetime) -> None:
    log(store)
    claimed = store.claim_due(noon, LEASE)
    retry = noon + timedelta(minutes=10)
    store.mark_failed(claimed, noon, retry, "channel_not_found")
    assert store.due(retry - timedelta(seconds=1)) == []
    (again,) = store.claim_due(retry, LEASE)
    assert (again.attempts, again.trouble) == (2, "channel_not_found")


def test_a_failure_told_too_late_does_not_release_somebody_elses_claim(
    store: Store, log: Callable, noon: datetime
) -> None:
    log(store)
    lost = store.claim_due(noon, LEASE)
    store.claim_due(noon + LEASE, LEASE)
    store.mark_failed(lost, noon + LEASE, noon + LEASE, "too late")
    assert store.due(noon + LEASE) == []


def test_what_is_put_off_comes_again_at_its_time_and_counts_as_never_tried(
    store: Store, log: Callable, noon: datetime
) -> None:
    log(store)
    (claimed,) = store.claim_due(noon, LEASE)
    store.postpone([(claimed, noon + timedelta(hours=20))], noon)
    assert not store.name_post([claimed], "post", noon, LEASE)
    assert store.claim_due(noon + timedelta(hours=19), LEASE) == []
    (again,) = store.claim_due(noon + timedelta(hours=20), LEASE)
    assert (again.attempts, again.trouble) == (1, "")


def test_a_reminder_of_no_deadline_goes_out_by_itself(
    open_store: Callable, put: Callable, noon: datetime, later: datetime
) -> None:
    put(open_store(), Reminder(deadline="", step="digest-2026-10-08", due_at=noon, where="team"))
    store = open_store()
    (digest,) = store.claim_due(later, LEASE)
    assert digest.id == "digest-2026-10-08"
    store.mark_sent([digest], later, "1.1", then=[replace(digest, step="digest-2026-11-07", sent_at=None)])
    assert steps(store.reminders("")) == ["digest-2026-10-08", "digest-2026-11-07"]
    assert store.events()[-1].touched == ()


def test_a_sending_told_after_the_lease_still_counts(store: Store, log: Callable, noon: datetime) -> None:
    log(store)
    slow = store.claim_due(noon, LEASE)
    store.claim_due(noon + LEASE, LEASE)
    store.mark_sent(slow, noon + LEASE)
    assert store.due(noon + LEASE * 3) == []


@pytest.mark.parametrize("status", [Status.DONE, Status.WITHDRAWN])
def test_a_closed_deadline_reminds_nobody_and_a_reopened_one_does(
    store: Store, log: Callable, change: Callable, later: datetime, status: Status
) -> None:
    log(store)
    change(store, "D-1", status=status)
    assert store.due(later) == []
    change(store, "D-1", status=Status.OPEN)
    assert len(store.due(later)) == 3


def test_a_withdrawn_reminder_is_not_due_and_its_withdrawal_is_in_the_audit(
    store: Store, log: Callable, put: Callable, later: datetime
) -> None:
    log(store)
    put(store, replace(store.reminders("D-1")[0], withdrawn=True))
    assert steps(store.due(later)) == ["D-1/safe", "D-1/last"]
    assert store.events()[-1].after == {"D-1/opened": {"withdrawn": True}}


def test_the_same_step_put_again_is_the_same_reminder(
    store: Store, log: Callable, put: Callable, noon: datetime
) -> None:
    log(store)
    moved = replace(store.reminders("D-1")[0], due_at=noon + timedelta(days=1))
    put(store, moved)
    assert steps(store.reminders("D-1")) == ["D-1/opened", "D-1/safe", "D-1/last"]
    assert store.due(noon) == []


def test_a_reminder_of_no_deadline_is_a_bug(store: Store, put: Callable, noon: datetime) -> None:
    with pytest.raises(ValueError, match="D-9/last follows from D-9"):
        put(store, Reminder(deadline="D-9", step="last", due_at=noon))


def test_what_went_out_is_told_newest_first_and_from_a_moment_on(store: Store, log: Callable, noon: datetime) -> None:
    log(store), log(store)
    first, second = store.claim_due(noon, LEASE)
    store.mark_sent([first], noon)
    store.mark_sent([second], noon + timedelta(seconds=1))
    assert steps(store.sent()) == ["D-2/opened", "D-1/opened"]
    assert steps(store.sent(limit=1)) == ["D-2/opened"]
    assert steps(store.sent(noon + timedelta(seconds=1))) == ["D-2/opened"]
    assert steps(store.sent(noon + timedelta(seconds=2))) == []
