"""Reads every value that a message says for an act on the records."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import KINDS, kind_of
from handlers.understanding.named import same, take_email
from handlers.understanding.requests.asking import strange_in
from handlers.understanding.requests.names import NameIndex, NameMention, left_out
from handlers.understanding.requests.request import Slots
from handlers.understanding.requests.values import people, terms
from handlers.understanding.requests.values.corrections import said_duties, said_note
from handlers.understanding.requests.values.days import DayOf, MarkedDay, said_days
from handlers.understanding.words import NUMBER, number_of

_BARE = "".join(kind.letter for kind in KINDS if kind.bare)
_EVERY = "".join(f"{kind.letter}{kind.letter.lower()}" for kind in KINDS)
_ID = re.compile(rf"(?<![\w-])(?!b4 [a-z])(?:[{_BARE}](?:-| #?)?|[{_BARE.lower()}]-?|[{_EVERY}]-)(\d{{1,6}})(?![\w/-])")
_NUMBERED = re.compile(
    r"\b(contract|agreement|breach|incident|deadline|task)(?: (?:no\.?|number|id|#))? ?#?(\d{1,4})(?![\w/-])"
    r"(?!\s+(?:(?:business|working|school|calendar) )?(?:days?|weeks?|months?|years?|hours?|minutes?)\b)",
    re.IGNORECASE,
)
_LETTER_OF = {"contract": "C", "agreement": "C", "breach": "B", "incident": "B", "deadline": "D", "task": "D"}
_BEFORE = re.compile(
    rf"\b(?P<number>{NUMBER}) (?P<unit>business days?|days?|weeks?"
    r"|months?) (?:before|ahead|prior"
    r"|in advance|out|early)",
    re.IGNORECASE,
)
_VERBS = frozenset({"remind", "clever", "reflex", "formative", "notable"})
SHORTEST = 5
"""Fewest letters of a name that counts without its capital."""


def said_ids(text: str) -> tuple[str, ...]:
    """Ids of records, in capitals: ``b-2`` and ``breach 2`` are B-2."""
    hits = [(match.start(), f"{match[0][0].upper()}-{int(match[1])}") for match in _ID.finditer(text)]
    hits += [(match.start(), f"{_LETTER_OF[match[1].lower()]}-{int(match[2])}") for match in _NUMBERED.finditer(text)]
    return tuple(dict.fromkeys(id for _, id in sorted(hits) if kind_of(id)))


def read_slots(
    text: str, index: NameIndex, today: date, ahead: bool = False, marked: Sequence[MarkedDay] = ()
) -> Slots:
    """Every value in a message, as of ``today``; with ``ahead`` a day without a cue is still to come (`DayOf.UNTIL`).

    ``marked``: where the model found days.
    """
    mentions = index.mentions(text) or tuple(_in_small_letters(text, index))
    kept = tuple(one for one in mentions if not left_out(one, text)) or mentions
    vendor, product, records, name_said = _named(kept, text)
    if product and not (vendor or records):
        vendor, product = product, ""
    email, bare = take_email(text)
    person, person_said = people.said_person(bare, index.names.people)
    plain = without_names(text, mentions)
    if not person:
        person_said = _without_vendor(person_said, mentions)
    if not person and _is_vendor(person_said, vendor, mentions):
        person_said = ""
    provisions = terms.said_provisions(plain)
    return Slots(
        ids=said_ids(text),
        vendor=vendor,
        product=product,
        said=name_said,
        records=records,
        person=person,
        person_said=person_said,
        email=email,
        before=people.said_before(text),
        owner=people.said_owner(text, index.names.people),
        links=terms.said_links(bare),
        number=terms.said_students(text),
        provisions=provisions.has,
        without=provisions.lacks,
        categories=terms.said_data(plain),
        kinds=terms.said_kinds(plain),
        note=said_note(text) or terms.said_reason(text),
        said_days=said_days(plain, today, DayOf.UNTIL if ahead else DayOf.OTHER, marked),
        wrong_dates=tuple(name_said for _, _, name_said in terms.impossible_dates(text)),
        duties=said_duties(plain),
        value=terms.said_file(text),
        role=people.said_role(bare),
        days_before=_days_before(text),
    )


def without_names(text: str, mentions: Iterable[NameMention]) -> str:
    """The text with "Vvv" for names of vendors and products, as "Discovery" in a name says nothing of a day."""
    for mention in mentions:
        if mention.kind != "person":
            text = f"{text[: mention.start]}{'V'.ljust(mention.end - mention.start, 'v')}{text[mention.end :]}"
    return text


def _without_vendor(said: str, mentions: tuple[NameMention, ...]) -> str:
    """A person's name without a vendor's name after it: "give Art Kim Panorama"."""
    for mention in mentions:
        if mention.kind != "person" and said.casefold().endswith(f" {mention.name.casefold()}"):
            return said[: -len(mention.name)].strip()
    return said


def _is_vendor(said: str, vendor: str, mentions: tuple[NameMention, ...]) -> bool:
    """Whether a name that was taken for a person's is that of a vendor or a product."""
    known = {vendor, *(one.name for one in mentions if one.kind != "person")}
    return bool(said) and any(said.casefold() in {name.casefold(), *name.casefold().split()} for name in known if name)


def _named(mentions: tuple[NameMention, ...], text: str) -> tuple[str, str, tuple[str, ...], str]:
    """Vendor and product, the ids of their records, and the name as typed where none has just that.

    What follows the label "vendor" or "product" is taken as it stands.
    """
    (as_vendor, _, _), (as_product, start, end) = people.labelled(text, "vendor"), people.labelled(text, "product")
    if as_product and not as_vendor:
        mentions = tuple(one for one in mentions if not start <= one.start < end)
        text = f"{text[:start]}{text[end:]}"
    vendor, product, records = _known(tuple(one for one in mentions if one.ids))
    spans = [(one.start, one.end, "") for one in mentions if one.kind != "person"]
    typed_name = said_name(mentions, text)
    if as_vendor and not same(as_vendor, vendor):
        return as_vendor, as_product, (), ""
    if not (vendor or records):
        strange = strange_in(text, spans, beside=True)
        vendor = typed_name or people.new_vendor(text) or strange
        typed_name = typed_name or (vendor if strange else "")
    return vendor, as_product or product or people.new_product(text, vendor), records, typed_name


def said_name(mentions: Iterable[NameMention], text: str) -> str:
    """The name of a vendor or product as typed, where no record is called just so; empty where one is."""
    of_records = [one for one in mentions if one.kind != "person"]
    if any(one.ids and one.whole for one in of_records):
        return ""
    return next((text[one.start : one.end] if one.ids else one.name for one in of_records), "")


def _known(mentions: tuple[NameMention, ...]) -> tuple[str, str, tuple[str, ...]]:
    """The vendor and the product that are named and on record, and the ids of the records that have them.

    One word may name a vendor and its product, as Schoology does in Schoology LMS: then any of their records is meant.
    """
    vendors = [mention for mention in mentions if mention.kind == "vendor"]
    products = [mention for mention in mentions if mention.kind == "product"]
    ids: dict[int, set[str]] = {}
    for mention in (*vendors, *products):
        ids.setdefault(mention.start, set()).update(mention.ids)
    both = set.intersection(*ids.values()) if ids else set()
    records = [id for mention in (*vendors, *products) for id in mention.ids if not both or id in both]
    vendor = vendors[0].name if vendors else ""
    product = products[0].name if products and products[0].name != vendor else ""
    return vendor, product, tuple(dict.fromkeys(records))


def _in_small_letters(text: str, index: NameIndex) -> Iterator[NameMention]:
    """Names on file that occur whole, whatever their case; not those that are also verbs."""
    folded = text.casefold()
    for kind, known in (("vendor", index.names.vendors), ("product", index.names.products)):
        for name, ids in known.items():
            if name.casefold() not in folded:
                continue
            match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
            if match and len(name) >= SHORTEST and name.casefold() not in _VERBS:
                yield NameMention(
                    "vendor" if kind == "vendor" else "product", name, tuple(ids), match.start(), match.end()
                )


def _days_before(text: str) -> int | None:
    match = _BEFORE.search(text)
    if match is None:
        return None
    unit = match["unit"].lower()
    return number_of(match["number"]) * (7 if unit.startswith("week") else 30 if unit.startswith("month") else 1)
