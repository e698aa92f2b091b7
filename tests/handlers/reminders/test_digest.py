"""Does the morning digest tell what is pressing, and nothing that only an auditor needs?"""

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text.plain_text import plain
from handlers.dispatch import respond
from handlers.reminders.messages.digest import digest_reply


def test_it_lists_what_is_pressing_by_kind(desk: Desk) -> None:
    respond(Message("log-contract vendor: Late; executed: 2026-11-10"), desk)
    respond(Message("log-contract vendor: Near; executed: 2026-11-20"), desk)
    respond(Message("log-breach vendor: Far; discovered: 2026-11-20"), desk)
    told = digest_reply(desk)
    assert told is not None
    assert told.title == "Tue, Nov 24, 2026: 1 overdue, 1 due within a week"
    late, near, far = (plain(told).index(heading) for heading in ("Overdue:", "Within a week:", "Vendors' clocks:"))
    assert late < plain(told).index("Late") < near < plain(told).index("Near") < far < plain(told).index("(Far)")


def test_the_audit_chain_is_left_to_exports_and_verify(desk: Desk) -> None:
    respond(Message("log-contract vendor: Acme; executed: 2026-11-20"), desk)
    told = digest_reply(desk)
    assert told is not None and not told.footer
    assert desk.store.head().hash[:16] not in plain(told)


def test_it_is_silent_where_nothing_is_open(desk: Desk) -> None:
    assert digest_reply(desk) is None
