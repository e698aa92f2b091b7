"""Reads what a list or card of records is narrowed to, and builds the request for that view."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import KINDS, kind_of
from handlers.understanding.requests.request import Order, Request, Slots, View
from handlers.understanding.requests.said import VENDOR, MaskedText
from handlers.understanding.requests.values.corrections import said_duties

ME = "me"
_ME = re.compile(
    r"\b(?:my(?: (?:own|open|next|late|overdue|current|upcoming"
    r"|remaining|other))* (?:deadlines?|due dates?|tasks?|to-?dos?"
    r"|lists?|plate|desk|queue|stuff|things?|items?|contracts?|agreements?|dpas?|breach(?:es)?|incidents?|vendors?|apps?"
    r"|reminders?|postings?|ones?|records?|name|work|responsibilit\w+)|my\W*$|mine|myself"
    r"|(?<!might )(?<!may )(?<!could )(?<!can )(?:do|did|have|am|should|must) i\b(?! (?:\w+ )?miss)"
    r"|(?:assigned to|due (?:from|by|for|on)|left for|waiting (?:on|for)|owned by|logged by|signed by|open for"
    r"|overdue for|late for|anything (?:for|on)|on|of|by) me\b|^(?:\w+ ){0,3}for me$"
    r"|(?<!would )(?<!should )(?<!could )(?<!as )i (?:own|have|owe|handle|need to do|am|signed|logged)|i'm)\b"
)
_NO = (
    r"(?:no|without(?: an?| any)?|missing(?: an?| the)?|lack\w*(?: an?)?|needs? an?"
    r"|(?:don't|doesn't|do not|does not) have an?"
    r"|(?:never|n't|not) (?:\w+ ){0,3}"
    r"(?:down|in|up|entered|recorded|noted|given|gave|listed|named|put|set|wrote|written)"
    r" (?:an?|the|any))"
)
_LACKS: Mapping[str, re.Pattern[str]] = {
    "owner": re.compile(
        rf"{_NO} (?:owners?\b|person\b|one (?:assigned|responsible))|unassigned|unowned|ownerless|not assigned"
        r"|(?:nobody|no one|no-one)'?s? name\b|(?:nobody|no one|no-one) (?:owns|is assigned|is responsible|has)"
    ),
    "executed": re.compile(
        rf"{_NO} (?:sign\w+|execution)(?: (?:dates?|days?))\b|{_NO} (?:dates?|days?) of (?:sign|exec)"
    ),
    "expiry": re.compile(rf"{_NO} (?:expir\w+|end|ending|renewal)(?: date)?s?\b"),
    "link": re.compile(rf"{_NO} (?:links?|urls?|web address(?:es)?)\b"),
    "data": re.compile(
        r"(?:n't|not|never|fails? to) (?:say|state|list|name|mention|describe|specify|tell)(?: us)? "
        r"(?:what|which|the|any) (?:\w+ (?:of )?)?(?:data|info\w*|categor\w+)"
        rf"|{_NO} (?:data|categor\w+)(?: \w+)? ?(?:listed|named|on (?:file|record)|entered|marked)"
        rf"|{_NO} (?:data )?categor\w+"
    ),
    "file": re.compile(rf"{_NO} (?:files?|pdfs?|cop(?:y|ies)|signed cop(?:y|ies)|documents?)\b"),
    "posting": re.compile(
        r"unposted|not (?:yet |been |yet been )*(?:posted|published|online|up\b)"
        r"|(?:n't|\b(?:are|is|has|have)nt) (?:been |yet |been yet )*(?:posted|published|online|up\b)"
        rf"|(?:need|needs|have|has|left|got) to (?:be )?post|to be posted|{_NO} (?:proofs?|posting)\b"
        r"|not on (?:the|our)"
    ),
    "told": re.compile(
        r"(?:not|never|n't|\b(?:has|have|was|were)nt|yet to) (?:\w+ )?(?:told|heard|notified|informed|contacted|know)\b"
    ),
    "provisions": re.compile(
        r"incomplete|(?:missing|lack\w*|without) (?:\w+ )*?(?:provisions?|clauses?|something|stuff|anything"
        r"|pieces|items"
        r"|requirements)|gaps?\b|missing$|not complete"
    ),
}
_PROVISIONS: Mapping[str, re.Pattern[str]] = {
    "property": re.compile(r"\b(?:ownership|property|who owns (?:the )?data)\b"),
    "deletion": re.compile(r"\b(?:delet\w+|destruction|destroy\w*|expung\w+)\b"),
    "purpose": re.compile(r"\b(?:purposes?|use limit\w*|authorized use)\b"),
    "review": re.compile(r"\b(?:review|inspect\w*|parent access)\b"),
    "security": re.compile(r"\b(?:security|safeguards?)\b"),
    "breach": re.compile(r"\bbreach(?: notice| notification| procedures?| clause| provision| section| language)?\b"),
    "end": re.compile(r"\b(?:end[- ]of[- ](?:contract|term)|retention|termination)\b"),
    "ferpa": re.compile(r"\bferpa\b"),
    "governing-law": re.compile(r"\b(?:governing[- ]law|choice of law|connecticut law|jurisdiction)\b"),
    "severability": re.compile(r"\bsever\w+\b"),
}
_LACKING = re.compile(
    r"\b(?:missing|lack\w*|without|wanting|absent|omit\w*|left out|not there|n't have|doesn't|don't|no)\b"
)
_OF_PROVISIONS = re.compile(
    r"\b(?:silent (?:on|about)|nothing (?:on|about)|wording|provisions?|clauses?|sections?|language|missing|lack\w*"
    r"|without|sentence|term)\b"
)
_CATEGORIES: Mapping[str, re.Pattern[str]] = {
    "student_information": re.compile(r"\b(?:student[_ ]info\w*|pii|personal info\w*)\b"),
    "student_records": re.compile(
        r"\b(?:(?:student|pupil|children's|kids'?)[_ ]records?|education(?:al)? records?|grades?(?! \d)|report cards?"
        r"|transcripts?|attendance)\b"
    ),
    "student_generated_content": re.compile(
        r"\bstudent[-_ ](?:generated|created|made)[-_ ]?(?:content|work)?"
        r"|\b(?:student|kid|pupil|child|children)(?:'s|s'|s)? (?:own |created |made )*"
        r"(?:work|writings?|compositions?|projects?|poems?|poetry|stories|drawings?|paintings?|recordings?|art\w*)\b"
        r"|\b(?:kids|students|children|pupils)(?: have| had|'ve)? "
        r"(?:make|made|creat|writ|wrote|draw|drew|produc|turn\w* in"
        r"|hand\w* in|submit)\w*"
        r"|\b(?:writing|work|things|stuff|content|compositions) (?:that )?(?:our |the )?"
        r"(?:kids|students|children|pupils)\b"
        r"|\b(?:essays?|compositions|portfolios?|creative writing|artwork|drawings|poems)\b|\bsg content\b"
    ),
    "directory_information": re.compile(r"\bdirectory[_ ](?:info\w*|data)\b|\byearbooks? (?:data|info\w*|names)\b"),
}
_NTH = (
    "first|1st|1", "second|2nd|2", "third|3rd|3", "fourth|4th|4", "fifth|5th|5", "sixth|6th|6", "seventh|7th|7",
    "eighth|8th|8", "ninth|9th|9", "tenth|10th|10",
)  # fmt: skip
_BY_NUMBER = tuple(
    re.compile(
        rf"\b(?:the )?(?:{said}) (?:required |statutory |of the ten )?(?:terms?|items?|provisions?|clauses?|of)\b"
        rf"|\b(?:terms?|items?|provisions?|clauses?|number|no\.?|#) ?\(?(?:{said})\b|\(the (?:{said})\)"
    )
    for said in _NTH
)
"""A provision by its number in the law."""
_KINDS = re.compile(
    r"\b(grades?|ieps?|health|medical|photos?|photographs?|addresses|birth ?dates?|birthdays?|attendance|locations?"
    r"|geolocation|biometric\w*|fingerprints?|discipline|behavior|test scores?|scores|special ed\w*|accommodations?"
    r"|lunch|voice|video|recordings?|names(?! of\b)|e-?mails?|social security|ssns?|medications?|immunizations?"
    r"|counseling|bank|card numbers?|income|insurance|transcripts?|surveys?|passwords?|usernames?|phone|cell|race"
    r"|ethnicity|religion|disabilit\w+|gpas?|browsing|search history)\b"
)
_ORDERS: Mapping[Order, re.Pattern[str]] = {
    Order.SOONEST: re.compile(
        r"\b(?:ends?|expires?|runs? out|lapses?|comes? up|is up) (?:first|next|(?:the )?soonest)\b"
    ),
    Order.NEWEST: re.compile(
        r"\b(?:latest|newest|most recent|very last)\b|\blast (?:(?:signed|logged|data|student|\d+|two|three"
        r"|five|ten|few) )*"
        r"(?:contracts?|agreements?|dpas?|breach(?:es)?|incidents?|vendors?|deals?|deadlines?|ones?)\b"
    ),
    Order.OLDEST: re.compile(
        r"\b(?:oldest|earliest)\b|\bfirst (?:\w+ )?(?:contracts?|agreements?|breach(?:es)?|incidents?|vendors?)\b"
    ),
}
_MANY = re.compile(r"\b(?:latest|newest|recent|last|first|oldest|earliest|top) (\d{1,2}|two|three|four|five|ten)\b")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_CLOSED = re.compile(
    r"\b(?:done|closed?|finish(?:ed)?|completed?"
    r"|withdrawn|already posted|expired|lapsed|already ended)\b"
)
_BY: Mapping[str, re.Pattern[str]] = {
    "expires": re.compile(r"\b(?:expir\w*|run(?:s|ning)? out|laps\w+|renew\w*|end(?:s|ing|ed)?|terminat\w+)\b"),
    "done": re.compile(r"\b(?:finish\w*|complet\w+|closed?|got done|get done|marked done|posted)\b"),
    "signed": re.compile(r"\b(?:sign\w*|execut\w+|entered|new|added|logged)\b"),
    "found": re.compile(r"\b(?:breach\w*|incidents?|leaks?|hacks?)\b"),
}


def look_slots(said: MaskedText, kind: str) -> Slots:
    """What a message narrows the records to; ``kind`` is ``contract``, ``breach`` or ``deadline``."""
    person, period, text = said.person, said.period, said.text
    mine = bool(_ME.search(text))
    categories = _named(_CATEGORIES, text)
    records = [one for one in said.mentions if one.kind != "person"]
    provisions = _named(_PROVISIONS, text) if _OF_PROVISIONS.search(text) else ()
    by_number = tuple(
        name
        for name, pattern in zip(_PROVISIONS, _BY_NUMBER, strict=True)
        if _LACKING.search(text) and pattern.search(text)
    )
    provisions = by_number or provisions
    return Slots(
        ids=said.ids,
        vendor=next((one.name for one in records if one.kind == "vendor"), said.strange),
        product=next((one.name for one in records if one.kind == "product"), ""),
        said=said.strange,
        records=said.records,
        but=said.but,
        person=person.ids[0] if person else said.stranger or (ME if mine else ""),
        person_said=person.name if person else said.stranger,
        duties=said_duties(said.text) if kind == "deadline" else (),
        since=period.since if period else said.day,
        until=period.until if period else said.day,
        period=("soon" if period.soon else period.said) if period else "",
        provisions=tuple(one for one in provisions if one != "breach" or kind != "breach"),
        categories=categories,
        lacks=_named(_LACKS, text),
        order=next((order for order, pattern in _ORDERS.items() if pattern.search(text)), Order.NONE),
        number=_many(text),
        closed=bool(_CLOSED.search(text)),
        by=next((name for name, pattern in _BY.items() if pattern.search(text)), ""),
        data=tuple(dict.fromkeys(kind[1] for kind in _KINDS.finditer(text))),
    )


_READ = (_ME, *_LACKS.values(), *_CATEGORIES.values(), _KINDS, *_ORDERS.values(), _MANY, _CLOSED, *_BY.values())
"""Every pattern by which `look_slots` reads a value."""


def unread(text: str) -> str:
    """The text with underscores for what `look_slots` reads as a value."""
    provisions = _PROVISIONS.values() if _OF_PROVISIONS.search(text) else ()
    for pattern in (*_READ, *provisions):
        text = pattern.sub(lambda found: "_" * len(found[0]), text)
    return text


def categories_in(text: str) -> tuple[str, ...]:
    """The categories of the law that it names, by their names or by what they hold: grades are student records."""
    return _named(_CATEGORIES, text.lower())


def _named(known: Mapping[str, re.Pattern[str]], text: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in known.items() if pattern.search(text))


def _many(text: str) -> int | None:
    found = _MANY.search(text)
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else _NUMBERS[found[1]]


_ARTICLE = r"(?:(?:an?|the|any|our) )"
_ENDS = r"(?!(?:for|of|in|on|at|by|from|that|which|and|or|is|are|yet)\b)"
_NOT = r"(?:no|without|lack\w*|missing|except(?: for)?|excluding|besides|not|\w+n't)"
_BEFORE = re.compile(rf"\b{_NOT}(?: (?:an?|the|any|our|have|has|at|in|for|with|cover\w*|use\w*|named?))* ?$")
_WITHOUT = re.compile(
    rf"\b(?:without|lack(?:s|ing)?|missing|with no) {_ARTICLE}?"
    rf"(?P<what>(?!{_ARTICLE})[a-z][\w'-]*(?: {_ENDS}[a-z][\w'-]*){{0,2}})"
)
_TOKEN = re.compile(r"[^\W_][\w'&+.-]*[^\W_]|[^\W_]|[^\w\s]|_\w+_")
_PLACE = re.compile(r"schools?")
"""Belongs to the word before it: "high school"."""
_SHORTEST = 2
_LINES = Path(__file__).with_name("list_words.txt").read_text(encoding="utf-8").splitlines()
_WRITTEN = frozenset(word for line in _LINES if not line.startswith("#") for word in line.split())
_BEGINNINGS = tuple(word[:-1] for word in _WRITTEN if word.endswith("*"))
_WORDS = _WRITTEN | frozenset(_BEGINNINGS)


def with_left(slots: Slots, said: MaskedText) -> Slots:
    """The slots with ``left``, the words that no value took, and ``left_out``, those that the list is to be without."""
    text = unread(said.text)
    phrases = list(_phrases(text))
    left = [phrase for at, phrase in phrases if not _BEFORE.search(text[:at])]
    excluded = [phrase for at, phrase in phrases if _BEFORE.search(text[:at])]
    if not (excluded or slots.lacks or slots.provisions) and (what := _WITHOUT.search(said.text)):
        excluded = [what["what"]]
        left = [phrase for phrase in left if phrase not in what["what"]]
    if said.strange and _BEFORE.search(text[: text.find(VENDOR)]):
        excluded.append(said.strange)
    return replace(slots, left=tuple(dict.fromkeys(left)), left_out=tuple(dict.fromkeys(excluded)))


def _phrases(text: str) -> Iterator[tuple[int, str]]:
    """Each run of words that may narrow a list: where it begins, and the run."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        follows = bool(run) and not text[run[-1].end() : token.start()].strip()
        if _tells(token[0]) or (follows and _PLACE.fullmatch(token[0])):
            run.append(token)
        elif run:
            yield run[0].start(), text[run[0].start() : run[-1].end()]
            run = []
    if run:
        yield run[0].start(), text[run[0].start() : run[-1].end()]


def _tells(word: str) -> bool:
    return word[0].isalnum() and not word[0].isdigit() and len(word) >= _SHORTEST and not is_list_word(word)


def is_list_word(text: str) -> bool:
    """Whether all its words are in ``list_words.txt``: words that ask for a list and cannot narrow it."""
    words = text.lower().split()
    return all(not _WORDS.isdisjoint({word, word.removesuffix("s")}) or word.startswith(_BEGINNINGS) for word in words)


_BREACH = re.compile(
    r"\b(?:breach\w*(?! (?:notif\w+ |notice |reporting )?(?:procedures?|clauses?|provisions?|terms?|sections?)\b)"
    r"|incidents?|leak\w*|hack\w*|got out|spilled|stolen|exposed)\b"
)
_DEADLINE = re.compile(r"\b(?:deadlines?|due|to-?dos?|tasks?|overdue|late)\b")
_STUDENTS = re.compile(
    r"\b(?:students?|kids|pupils|children) (?:were |was |are |got |have been )?(?:affected|hit|involved"
    r"|impacted|caught up|swept up|exposed)|affected"
)
_COMMANDS: Mapping[View, str] = {
    View.ON_RECORD: "on-record",
    View.OWNER: "contracts",
    View.DUE: "deadlines",
    View.OVERDUE: "deadlines",
    View.EXPIRING: "contracts",
    View.HOLDS: "contracts",
    View.POSTED: "contracts",
    View.HAPPENED: "history",
    View.RENEWAL: "contract",
    View.STANDING: "deadlines",
    View.TOLD: "breach",
    View.NOTICE: "contract",
    View.DELETION: "notice",
    View.YEARLY: "notice",
    View.REMINDERS: "deadlines",
    View.FILE: "contract-file",
    View.EXPORT: "export",
    View.ROLES: "roles",
    View.SETTINGS: "deadlines",
    View.HELP: "help",
}
_LISTS: Mapping[str, str] = {kind.word: kind.lists for kind in KINDS if kind.has_page}


def made_look(view: View, kind: str, said: MaskedText, sure: float) -> Request:
    """The request for a view with its filters; an empty ``kind`` is inferred from the message."""
    kind = kind or _kind(view, said)
    if kind == "breach" and view is View.EXPIRING:
        view = View.DUE  # of a breach, a clock runs out
    command = _COMMANDS.get(view) or _LISTS.get(kind, "contracts")
    if view is View.OWNER and kind == "breach":
        command = "breaches"
    slots = look_slots(said, kind)
    if view is View.EXPIRING and "expiry" in slots.lacks and not said.named:
        view = View.MISSING
    return Request(command=command, view=view, kind=kind, slots=with_left(slots, said), sure=sure)


def _kind(view: View, said: MaskedText) -> str:
    for id in said.ids:
        if record_kind := kind_of(id):
            return record_kind.word
    if view is View.TOLD or _BREACH.search(said.text) or _STUDENTS.search(said.text):
        return "" if view is View.MISSING else "breach"
    if view in {View.DUE, View.OVERDUE, View.REMINDERS} or (
        view in {View.COUNT, View.CARD} and _DEADLINE.search(said.text)
    ):
        return "deadline"
    return "contract"
