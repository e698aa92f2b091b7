"""The tables of PostgreSQL.

A record's plain row is the truth, as in the embedded file. The database computes from it the columns that queries use,
except `open`, which says whether a reminder's deadline is open. Every table's key begins with the district, except
that of the bot's own secrets. Moments are text that sorts as time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

META = MetaData()
WORD = Text(collation="C")
"""Text that sorts by code point, as it does in Python."""


def _of_district(name: str, *columns: Column[Any]) -> Table:
    """A table whose key begins with the district."""
    return Table(name, META, _word("district", key=True), *columns)


def _moment(name: str) -> Column[datetime]:
    return Column(name, DateTime(timezone=True), nullable=False)


def _word(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, WORD, primary_key=key, nullable=False)


def _plain() -> Column[object]:
    return Column("plain", JSONB, nullable=False)


def _computed(name: str, expression: str = "") -> Column[str]:
    return Column(name, WORD, Computed(expression or f"plain ->> '{name}'", persisted=True))


district = Table(
    "district",
    META,
    _word("name", key=True),
    Column("ids", JSONB, nullable=False),
    Column("number", BigInteger, nullable=False),
    _word("hash"),
)

record = _of_district(
    "record",
    _word("kind", key=True),
    _word("id", key=True),
    _plain(),
    _computed("status"),
    _computed("owner"),
    _computed("record"),
)
Index("record_status", record.c.district, record.c.status, postgresql_where=text("status IS NOT NULL"))
Index("record_owner", record.c.district, record.c.owner, postgresql_where=text("status IS NOT NULL"))
Index("record_record", record.c.district, record.c.record, postgresql_where=text("status IS NOT NULL"))

reminder = _of_district(
    "reminder",
    _word("id", key=True),
    _plain(),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    _computed("deadline"),
    _computed("claimed_until"),
    _computed("sent_at"),
    _computed(
        "waits",
        "CASE WHEN plain ->> 'sent_at' IS NULL AND plain ->> 'withdrawn' = 'false' THEN plain ->> 'due_at' END",
    ),
)
Index("reminder_deadline", reminder.c.district, reminder.c.deadline)
Index(
    "reminder_waits",
    reminder.c.district,
    reminder.c.waits,
    reminder.c.id,
    postgresql_where=text("open AND waits IS NOT NULL"),
)
Index("reminder_message", reminder.c.district, text("(plain ->> 'sent_as')"))
Index("reminder_sent", reminder.c.district, reminder.c.sent_at, postgresql_where=text("sent_at IS NOT NULL"))

event = _of_district(
    "event",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    _plain(),
    _computed("request"),
    Column("touched", JSONB, Computed("plain -> 'touched'", persisted=True)),
)
Index("event_request", event.c.district, event.c.request, unique=True, postgresql_where=text("request <> ''"))
Index("event_touched", event.c.touched, postgresql_using="gin")

file = _of_district("file", _word("sha256", key=True), Column("content", LargeBinary, nullable=False))

talk = _of_district("talk", _word("id", key=True), _plain(), _computed("spoken"))

rate_slot = _of_district("turn", _word("place", key=True), _moment("since"), _moment("until"))
Index("turn_until", rate_slot.c.district, rate_slot.c.until)

access_token = _of_district("pass", _word("id", key=True), _word("person"), _word("kind"), _moment("until"))

day_count = _of_district(
    "day_count",
    _word("what", key=True),
    Column("day", Date, primary_key=True, nullable=False),
    Column("number", BigInteger, nullable=False),
)

last_beat = _of_district("last_beat", _moment("at"))

secret = Table("secret", META, _word("name", key=True), _word("sealed"))
