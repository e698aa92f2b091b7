"""The register's website: its pages in each language, its data (JSON, CSV, names for the search), and all as files."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from handlers.contracts.form import CATEGORIES as CONTRACT_CATEGORIES
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import MessageCatalog, catalog
from handlers.dialogue.desk import Desk
from handlers.documents.as_html import as_fragment
from handlers.documents.document import Document, Language, as_csv, as_text
from handlers.documents.words import long_day
from handlers.law.words import checked
from handlers.notices.words import DATA
from handlers.register.checks import LANGUAGES, WORD, BreachEntry, hash_of_all
from handlers.register.entries import PublicRegister, RegisterEntry
from knowledge.law import KEEP_WEBSITE, tag_of
from knowledge.model import Duty
from storage.records import Contract, StoredFile

WORDS: Mapping[Language, MessageCatalog] = {"en": catalog(__file__), "es": catalog(__file__, "es")}
CATEGORIES: Mapping[Language, Mapping[str, str]] = {
    language: {name: named[name] for name, _ in CONTRACT_CATEGORIES} for language, named in DATA.items()
}
"""The categories of data that a contract may cover."""
BOUNDS: Mapping[Language, Mapping[str, str]] = {
    language: {"no-data": messages.no_data, "no-account": messages.no_account} for language, messages in WORDS.items()
}
"""What an approval is bound to."""

ONE_PAGE = 200
"""From more contracts than this on, each letter has a page of its own."""
UPDATED = "@@changed@@"
"""Stands, with the language, for the day of the last change until it is known."""
OTHERS = "#"
"""Under which names stand that begin with no letter."""
KINDS: Mapping[str, tuple[str, str]] = {
    "application/pdf": ("PDF", "pdf"),
    WORD: ("Word", "docx"),
}
"""What people call a kind of file, and how its name ends."""
UNKNOWN_KIND = ("file", "bin")


def file_path(record: str, file: StoredFile) -> str:
    """Where the file of a record stands on the site."""
    return f"files/{record}.{KINDS.get(file.media_type, UNKNOWN_KIND)[1]}"


def letter_of(name: str) -> str:
    """The letter under which a name stands, without accents."""
    first = unicodedata.normalize("NFD", name.strip()[:1]).upper()[:1]
    return first if re.fullmatch("[A-Z]", first) else OTHERS


def anchor(letter: str) -> str:
    """A letter in an address."""
    return "other" if letter == OTHERS else letter.lower()


@cache
def _templates() -> Environment:
    """The templates; everything they show is escaped."""
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)


class SitePages:
    """The pages of one language. Paths are from the root of the site, ``home`` is the folder of the language."""

    def __init__(self, register: PublicRegister, language: Language, desk: Desk, address: str) -> None:
        self._register, self._language, self._address = register, language, address
        self._words, self._home = WORDS[language], "" if language == "en" else f"{language}/"
        other: Language = "es" if language == "en" else "en"
        self._common: Mapping[str, Any] = {
            "w": self._words,
            "bounds": BOUNDS[language],
            "lang": language,
            "other": other,
            "district": register.district or self._words.the_district,
            "law": self._law(desk),
            "menu": self._menu(),
            "updated": f"{UPDATED}{language}",
            "day": self._day,
            "anchor": anchor,
            "labels": tuple(CATEGORIES[language].values()),
            "labels_of": self._labels_of,
            "total": self._words.number_of_contracts(number=len(register.in_force)),
        }

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Every page with its path."""
        yield from self._lists()
        for over, entries in ((False, self._register.in_force), (True, self._register.ended)):
            for entry in entries:
                yield self._contract(entry, over)
        yield self._page("approved.html", "approved.html", products=self._register.approved)
        yield self._page("ended.html", "ended.html", entries=self._register.ended, over=True)
        yield self._page("breaches.html", "breaches.html", notices=[*map(self._breach, self._register.breaches)])
        yearly = self._register.yearly.get(self._language)
        yield self._page("yearly.html", "yearly.html", notice=self._fragment(yearly) if yearly else "")
        yield self._embed()

    def _lists(self) -> Iterator[tuple[str, bytes]]:
        """The list of contracts, in one page or in one for each letter."""
        entries = sorted(self._register.in_force, key=lambda one: (letter_of(one.name) == OTHERS, letter_of(one.name)))
        sections = [(letter, list(group)) for letter, group in groupby(entries, lambda one: letter_of(one.name))]
        if len(entries) <= ONE_PAGE:
            letters = [(letter, f"#{anchor(letter)}", len(group)) for letter, group in sections]
            yield self._page("index.html", "index.html", letters=letters, sections=sections)
            return
        yield self._page("index.html", "index.html", letters=self._letters(sections, ""), sections=())
        for letter, group in sections:
            values = {"letters": self._letters(sections, "../"), "sections": [(letter, group)], "letter": letter}
            yield self._page(f"letters/{anchor(letter)}.html", "index.html", **values)

    def _letters(self, sections: Iterable[tuple[str, Sequence[RegisterEntry]]], up: str) -> list[tuple[str, str, int]]:
        return [(letter, f"{up}letters/{anchor(letter)}.html", len(group)) for letter, group in sections]

    def _contract(self, entry: RegisterEntry, over: bool) -> tuple[str, bytes]:
        contract = entry.contract
        notice = self._fragment(entry.notices[self._language])
        if self._language != "en":
            notice = _mark_english(notice, (contract.description, contract.purpose, contract.kinds))
        values = {"one": entry, "contract": contract, "over": over, "notice": notice}
        return self._page(f"contracts/{contract.id}.html", "contract.html", **values, **_file(contract.id, entry.file))

    def _breach(self, entry: BreachEntry) -> Mapping[str, Any]:
        notice = entry.notices.get(self._language)
        return {
            "id": entry.breach.id,
            "vendor": entry.breach.vendor,
            "told": entry.told,
            "notice": self._fragment(notice) if notice else "",
            "sent": [{"on": one.on, **_file(one.name, one.file)} for one in entry.sent],
        }

    def _embed(self) -> tuple[str, bytes]:
        """A piece for websites that take only HTML."""
        base = f"{self._address}/" if self._address else ""
        values = {"entries": self._register.in_force, "address": base, "home": self._home}
        text = (
            _templates()
            .get_template("embed.html")
            .render({**self._common, **values, "here": f"{self._home}index.html"})
        )
        # Letters of the alphabet only: nobody knows in which encoding the other website is written.
        return f"{self._home}embed.html", text.encode("ascii", "xmlcharrefreplace")

    def _page(self, path: str, template: str, **own: Any) -> tuple[str, bytes]:
        """A page; its links are relative, so that the site may lie in any folder and opens from a disk."""
        up = "../" * path.count("/")
        root = up if self._language == "en" else f"../{up}"
        there = path if self._language == "es" else f"es/{path}"
        context = {**self._common, "path": path, "root": root, "home": up, "there": there, "over": False, **own}
        return f"{self._home}{path}", _templates().get_template(template).render(context).encode()

    def _menu(self) -> tuple[tuple[str, str], ...]:
        words = self._words
        return (
            ("index.html", words.contracts),
            ("approved.html", words.approved),
            ("ended.html", words.ended),
            ("breaches.html", words.breaches),
            ("yearly.html", words.yearly),
        )

    def _law(self, desk: Desk) -> str:
        """Why the site exists, with its cite and how far that was checked."""
        duty = desk.law.named(Duty, KEEP_WEBSITE, desk.today)
        return self._words.law(cite=duty.cite, checked=checked(tag_of(duty.says), self._language))

    def _fragment(self, notice: Document) -> Markup:
        return Markup(as_fragment(notice, 2))  # noqa: S704 - it escapes what it holds

    def _day(self, value: date) -> str:
        return long_day(value, self._language)

    def _labels_of(self, contract: Contract) -> list[str]:
        labels = CATEGORIES[self._language]
        return [label for name, label in labels.items() if name in contract.categories]


def _file(record: str, file: StoredFile | None) -> Mapping[str, Any]:
    """What a page says of a record's file; nothing where there is none."""
    if file is None:
        return {"file": ""}
    kind = KINDS.get(file.media_type, UNKNOWN_KIND)[0]
    return {"file": file_path(record, file), "kind": kind, "bytes": _size(file.size)}


def _mark_english(notice: Markup, texts: Iterable[str]) -> Markup:
    """The notice with what the district wrote marked as English, so that a screen reader reads it as such."""
    found = str(notice)
    for text in (str(escape(one)) for one in texts if one):
        found = found.replace(f"{text}</p>", f'<span lang="en">{text}</span></p>')
    return Markup(found)  # noqa: S704 - what was put in is escaped


def _size(number: int) -> str:
    """The size of a file in words."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1000))} kB"


def in_short(entry: RegisterEntry) -> str:
    """What families read of a contract, in a line, with what is not given yet."""
    messages, contract = WORDS["en"], entry.contract
    labels = [label for name, label in CATEGORIES["en"].items() if name in contract.categories]
    told = (
        (messages.may_collect, ", ".join((*labels, *filter(None, (contract.kinds,))))),
        (messages.what, contract.description),
        (messages.purpose, contract.purpose),
        (messages.signed, long_day(contract.executed, "en") if contract.executed else ""),
        (messages.contract_file, _file(contract.id, entry.file).get("kind") or entry.online or messages.no_file),
    )
    lines = (f"{label}: {text or messages.not_told}" for label, text in told)
    return f"{entry.name} · {' · '.join(lines)}"


FORMAT = 1
"""Of the JSON; a higher one means that a field changed its meaning or went away."""
COLUMNS = (
    *("id", "vendor", "product", "executed", "start", "end", "withdrawn", "description", "purpose", "data"),
    *("kinds_of_data", "page", "file", "file_sha256"),
)


def register_json(register: PublicRegister, address: str) -> bytes:
    """Everything that the pages show."""
    data = {
        "dpa": "register",
        "format": FORMAT,
        "district": register.district,
        "address": address,
        "changed": f"{UPDATED}en",
        "contracts": [_row(one, address) for one in register.in_force],
        "ended": [_row(one, address) for one in register.ended],
        "approved_products": [
            {
                "name": one.name,
                "kind": one.kind.kind if one.kind else "",
                "until": one.until.isoformat() if one.until else "",
                "contract": one.contract,
                "bounds": one.bounds,
            }
            for one in register.approved
        ],
        "breach_notices": [
            {
                "id": one.breach.id,
                "vendor": one.breach.vendor,
                "families_told": one.told.isoformat(),
                "sent": [{"on": sent.on.isoformat(), "file": file_path(sent.name, sent.file)} for sent in one.sent],
                **{language: as_text(notice) for language, notice in one.notices.items()},
            }
            for one in register.breaches
        ],
        "yearly_notice": {language: as_text(notice) for language, notice in register.yearly.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def contracts_csv(register: PublicRegister, address: str) -> bytes:
    """The contracts in force and the ended ones, a line each."""
    rows = [_row(one, address) for one in register.entries]
    return as_csv([COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in rows)])


def names_script(register: PublicRegister) -> bytes:
    """What the search looks through, as a script: a page opened from a disk may load that, and no other file."""
    bits = {name: 1 << place for place, name in enumerate(CATEGORIES["en"])}
    rows = [
        (
            entry.name,
            entry.vendor,
            entry.contract.id,
            sum(bit for name, bit in bits.items() if name in entry.contract.categories),
            entry.contract.kinds,
        )
        for entry in register.in_force
    ]
    return f"window.registerNames = {json.dumps(rows, separators=(',', ':'))};\n".encode()


def _row(entry: RegisterEntry, address: str) -> Mapping[str, Any]:
    contract, base = entry.contract, f"{address}/" if address else ""
    return {
        "id": contract.id,
        "vendor": contract.vendor,
        "product": contract.product,
        "executed": contract.executed.isoformat() if contract.executed else "",
        "start": contract.start.isoformat() if contract.start else "",
        "end": contract.expiry.isoformat() if contract.expiry else "",
        "withdrawn": bool(contract.withdrawn),
        "description": contract.description,
        "purpose": contract.purpose,
        "data": [name for name in CATEGORIES["en"] if name in contract.categories],
        "kinds_of_data": contract.kinds,
        "page": f"{base}contracts/{contract.id}.html",
        "file": f"{base}{file_path(contract.id, entry.file)}" if entry.file else entry.online,
        "file_sha256": entry.file.sha256 if entry.file else "",
    }


def _cell(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else ""
        case list():
            return "; ".join(value)
        case _:
            return str(value)


STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Site:
    """The website: ``pages`` hold their bytes, ``files`` the sha256 of a contract's file, which the records have.

    The day of the last change is left blank until `dated`, so that the same content is the same ``content`` on any day.
    """

    pages: Mapping[str, bytes]
    files: Mapping[str, str]
    address: str = ""

    @property
    def content(self) -> str:
        """The hash of all of it."""
        return hash_of_all(self.hashes, (self.address,))

    @property
    def hashes(self) -> Mapping[str, str]:
        """The sha256 of each file, by its path."""
        return {**self.files, **{path: hashlib.sha256(page).hexdigest() for path, page in self.pages.items()}}

    def dated(self, changed: date) -> Site:
        """The same with the day of its last change."""
        days = {f"{UPDATED}{language}".encode(): long_day(changed, language).encode() for language in LANGUAGES}
        return replace(self, pages={path: _with_days(page, days) for path, page in self.pages.items()})


def site_of(register: PublicRegister, desk: Desk, address: str = "") -> Site:
    """The website of the register. ``address`` is where it will be reached; empty where nobody knows yet."""
    pages = dict[str, bytes]()
    for language in LANGUAGES:
        pages |= SitePages(register, language, desk, address).all()
    pages["register.json"] = register_json(register, address)
    pages["contracts.csv"] = contracts_csv(register, address)
    pages["names.js"] = names_script(register)
    pages |= {path.name: path.read_bytes() for path in sorted(STATIC.iterdir())}
    files = {file_path(one.contract.id, one.file): one.file.sha256 for one in register.entries if one.file}
    files |= {file_path(one.name, one.file): one.file.sha256 for breach in register.breaches for one in breach.sent}
    return Site(pages, files, address)


def _with_days(page: bytes, days: Mapping[bytes, bytes]) -> bytes:
    for blank, shown in days.items():
        page = page.replace(blank, shown)
    return page
