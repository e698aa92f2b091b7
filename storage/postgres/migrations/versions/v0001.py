"""Create the first tables."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE district (
    name text COLLATE "C" PRIMARY KEY,
    ids jsonb NOT NULL,
    number bigint NOT NULL,
    hash text COLLATE "C" NOT NULL
);

CREATE TABLE record (
    district text COLLATE "C",
    kind text COLLATE "C",
    id text COLLATE "C",
    plain jsonb NOT NULL,
    status text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'status') STORED,
    owner text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'owner') STORED,
    record text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'record') STORED,
    PRIMARY KEY (district, kind, id)
);
CREATE INDEX record_status ON record (district, status) WHERE status IS NOT NULL;
CREATE INDEX record_owner ON record (district, owner) WHERE status IS NOT NULL;
CREATE INDEX record_record ON record (district, record) WHERE status IS NOT NULL;

CREATE TABLE reminder (
    district text COLLATE "C",
    id text COLLATE "C",
    plain jsonb NOT NULL,
    open boolean NOT NULL DEFAULT true,
    deadline text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'deadline') STORED,
    claimed_until text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'claimed_until') STORED,
    sent_at text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'sent_at') STORED,
    waits text COLLATE "C" GENERATED ALWAYS AS (
        CASE WHEN plain ->> 'sent_at' IS NULL AND plain ->> 'withdrawn' = 'false' THEN plain ->> 'due_at' END
    ) STORED,
    PRIMARY KEY (district, id)
);
CREATE INDEX reminder_deadline ON reminder (district, deadline);
CREATE INDEX reminder_waits ON reminder (district, waits, id) WHERE open AND waits IS NOT NULL;
CREATE INDEX reminder_sent ON reminder (district, sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE event (
    district text COLLATE "C",
    number bigint,
    plain jsonb NOT NULL,
    request text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'request') STORED,
    touched jsonb GENERATED ALWAYS AS (plain -> 'touched') STORED,
    PRIMARY KEY (district, number)
);
CREATE UNIQUE INDEX event_request ON event (district, request) WHERE request <> '';
CREATE INDEX event_touched ON event USING gin (touched);

CREATE TABLE file (
    district text COLLATE "C",
    sha256 text COLLATE "C",
    content bytea NOT NULL,
    PRIMARY KEY (district, sha256)
);

CREATE TABLE talk (
    district text COLLATE "C",
    id text COLLATE "C",
    plain jsonb NOT NULL,
    spoken text COLLATE "C" GENERATED ALWAYS AS (plain ->> 'spoken') STORED,
    PRIMARY KEY (district, id)
);

CREATE TABLE turn (
    district text COLLATE "C",
    place text COLLATE "C",
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (district, place)
);
"""


def upgrade() -> None:
    """Make them, with their indexes."""
    op.execute(TABLES)
