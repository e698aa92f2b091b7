"""Which replies are shown in the tests: one of each kind, and any of any text."""

import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from handlers.dialogue.reply import Bullets, Choice, Cite, Day, Facts, Field, File, Form, Quote, Reply, Text, Tone

LINK = "https://www.cga.ct.gov/current/pub/chap_170.htm#sec_10-234cc"
INJECTED = (
    "<!channel> <!here> <@U042> <#C042> <https://evil.example|the state> *bold* _italic_ ~gone~ `code` :tada: @everyone"
)
FORM = Form(
    "log-contract",
    "Log a contract",
    (
        Field("vendor", "Vendor", "text", required=True),
        Field("executed", "Date executed", "date", hint="The day the last party signed.", required=True),
        Field("description", "Short description", "long"),
        Field("categories", "Data", "many", options=(("records", "Student records"), ("content", "Student content"))),
        Field("role", "Role", "one", options=(("staff", "Staff"), ("admin", "Administrator"))),
        Field("place", "Place", "one", options=tuple((f"slack:C{n}", f"#room-{n}") for n in range(12))),
        Field("days", "Days", "number"),
        Field("link", "Link", "link"),
        Field("file", "File", "file", hint="PDF or Word."),
        Field("owner", "Owner", "person"),
    ),
    "Save the contract",
)


def typed(**typed: str) -> Form:
    return replace(FORM, fields=tuple(replace(f, value=typed.get(f.id, "")) for f in FORM.fields))


def wrong(form: Form, **why: str) -> Form:
    return replace(form, fields=tuple(replace(f, error=why.get(f.id, "")) for f in form.fields))


def words_of(reply: Reply) -> Iterator[str]:
    """What its parts say, but for the one link that all have."""
    for part in reply.parts:
        match part:
            case Text(says) | Quote(says):
                yield says
            case Bullets(items):
                yield from items
            case Facts(rows):
                yield from (text for row in rows for text in row)
            case Cite(pin, link, checked):
                yield from (pin, checked, link if link != LINK else "")


ANSWER = Reply(
    title="Selling, renting or trading student data",
    parts=(Text("No. An operator may not sell it."), Cite("C.G.S. 10-234cc(b)(3)", LINK, "read in the text [V]")),
    choices=(Choice("Show the rule", "rule 10-234cc(b)(3)"), Choice("Check it step by step", "check sell-data")),
    tone="no",
    footer="Information, not legal advice.",
)
REPLIES: dict[str, Reply] = {
    "no": ANSWER,
    "yes": Reply(title="The ten items", parts=(Text("Ten items."), Bullets(("One.", "Two."))), tone="yes"),
    "depends": Reply(
        title="Research", parts=(Quote("to the extent permitted"),), tone="depends", as_of=date(2017, 1, 2)
    ),
    "unknown": Reply(title="Not covered", choices=(Choice("Send it", "send-gap " + "why " * 600),), tone="unknown"),
    "sorry": Reply(title="Sorry", parts=(Text("There is no deadline 'D-1'."),), tone="sorry"),
    "due": Reply(
        title="Post the contract",
        parts=(
            Day("Safe date", date(2026, 10, 14)),
            Day("Last date", date(2026, 10, 15)),
            Day("Told", datetime(2026, 10, 7, 14, 30, tzinfo=UTC)),
            Facts((("Owner", "Ms. Ruiz"), ("Record", "C-1"))),
        ),
        choices=(Choice("Done", "done D-1"),),
        tone="due",
    ),
    "overdue": Reply(
        title="2 open deadlines, 1 overdue",
        parts=(
            Text("Overdue:", heads=True),
            Text("Snoozed until the morning of Wed, Oct 14, 2026.", (date(2026, 10, 14),)),
            Bullets(
                (
                    "Post (Acme): safe date Wed, Oct 14, 2026, last date Thu, Oct 15, 2026; owner Ana Ruiz",
                    "Thu, Oct 15, 2026",
                ),
                (date(2026, 10, 14), date(2026, 10, 15)),
            ),
            Facts((("Post", "Thu, Oct 15, 2026 (10-234bb(g), D-1)"), ("Owner", "Ana")), (date(2026, 10, 15),)),
            Quote("On Wed, Oct 14, 2026 it was executed."),
        ),
        tone="overdue",
    ),
    "done": Reply(title="D-1: Post the contract", parts=(Text("Done, before the safe date."),), tone="done"),
    "incomplete": Reply(title="C-2: Acme", parts=(Facts((("Provisions", "8 of ten"),)),), tone="incomplete"),
    "plain": Reply(title="0 contracts", parts=(Text("a"), Cite("34 CFR 99.37", ""), Cite("20 U.S.C. 1232g", LINK))),
    "files": Reply(title="C-1", parts=(Text("As it was given."),), files=(File("c.pdf", "application/pdf", b"%PDF"),)),
    "form": Reply(title="Log a contract", parts=(Text("Fill in the form."),), form=typed(vendor="Kahoot")),
    "injected": Reply(
        title=INJECTED[:100],
        parts=(
            Text(INJECTED),
            Quote(INJECTED),
            Bullets((INJECTED,)),
            Facts(((INJECTED, INJECTED),)),
            Cite(INJECTED, ""),
        ),
        choices=(Choice("<!channel> *x*", INJECTED),),
        footer=INJECTED,
    ),
    "split": Reply(title="History of C-1", parts=tuple(Text(f"{n}. " + "word " * 500) for n in range(7))),
}
VIEWS: dict[str, Reply] = {
    "modal": REPLIES["form"],
    "modal_wrong": Reply(
        title="Please check this",
        parts=(Text("Nothing has been saved yet."), Bullets(("Date executed: I cannot read 'soon' as a date.",))),
        form=wrong(
            typed(
                vendor="v" * 3000,
                executed="soon",
                description="one\ntwo",
                categories="records, Student content",
                role="admin",
                place="slack:C11",
                days="1,000",
                link="example",
                owner="slack:U042",
            ),
            executed="I cannot read 'soon' as a date.",
        ),
        tone="sorry",
    ),
    "modal_read": ANSWER,
}


NASTY = st.sampled_from(
    [INJECTED, "<!channel>", "<@U1>", "*bold*", "_*x*_", "\x00\ud800", "&" * 400, "𝒳" * 300, "  \n ", "a\r\nb"]
)
ANY = st.text(max_size=300) | NASTY | st.text(min_size=1, max_size=3).map(lambda text: text * 900)
LINE = st.text(max_size=75) | st.sampled_from(["<!channel> *x*", "&" * 75, "", " \n"])
LINKS = st.sampled_from(["", LINK, "javascript:alert(1)", "https://x.example/ a", "x" * 4000])
DAYS = st.dates() | st.datetimes(timezones=st.just(UTC)) | st.datetimes()
PARTS = st.one_of(
    st.builds(lambda text, heads: Text(text[:2900], heads=heads), ANY, st.booleans()),
    ANY.map(lambda text: Quote(text[:2900])),
    st.lists(ANY, max_size=4).map(lambda items: Bullets(tuple(items))),
    st.lists(LINE, min_size=60, max_size=70).map(lambda items: Bullets(tuple(items))),
    st.lists(st.tuples(ANY, ANY), max_size=4).map(lambda rows: Facts(tuple(rows))),
    st.builds(Cite, ANY, LINKS, LINE),
    st.builds(Day, ANY, DAYS),
)
KINDS = st.sampled_from(["text", "long", "date", "time", "number", "link", "file", "one", "many", "pick", "person"])
OPTIONS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=150), unique=True, max_size=230)
FIELDS = st.builds(
    lambda kind, label, hint, value, error, options, chosen: Field(
        "x",
        label,
        kind,
        tuple((o, label + o) for o in options),
        hint,
        value=",".join(options[:chosen]) or value,
        error=error,
    ),
    KINDS,
    LINE,
    LINE,
    ANY | st.sampled_from(["2026-10-07", "soon", "30", "https://x.example"]),
    ANY,
    OPTIONS,
    st.integers(0, 12),
)
FORMS = st.builds(
    lambda fields, title, submit: Form(
        "log-contract", title, tuple(replace(field, id=f"x{n}") for n, field in enumerate(fields)), submit
    ),
    st.lists(FIELDS, min_size=1, max_size=6),
    LINE,
    LINE,
)
SETS = st.builds(
    Reply,
    title=st.text(max_size=150) | st.just(INJECTED[:150]),
    parts=st.lists(PARTS, max_size=12).map(tuple),
    choices=st.lists(st.builds(Choice, LINE, ANY), max_size=10).map(tuple),
    form=st.none() | FORMS,
    files=st.lists(st.builds(File, ANY, st.just(""), st.just(b"")), max_size=2).map(tuple),
    tone=st.sampled_from(get_args(Tone)),
    as_of=st.none() | st.dates(),
    footer=ANY,
)
often = settings(max_examples=60, suppress_health_check=list(HealthCheck))
