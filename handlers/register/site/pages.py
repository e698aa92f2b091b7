"""The pages of the register in one language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.documents.as_html import as_fragment
from handlers.documents.document import Document, Language
from handlers.documents.words import long_day
from handlers.law.words import checked
from handlers.register.checks import WORD, BreachEntry
from handlers.register.entries import PublicRegister, RegisterEntry
from handlers.register.site import words as site_words
from knowledge.law import KEEP_WEBSITE, tag_of
from knowledge.model import Duty
from storage.records import Contract, StoredFile

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
    folder = Path(__file__).parents[1] / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)


class SitePages:
    """The pages of one language. Paths are from the root of the site, ``home`` is the folder of the language."""

    def __init__(self, register: PublicRegister, language: Language, desk: Desk, address: str) -> None:
        self._register, self._language, self._address = register, language, address
        self._words, self._home = site_words.WORDS[language], "" if language == "en" else f"{language}/"
        other: Language = "es" if language == "en" else "en"
        self._common: Mapping[str, Any] = {
            "w": self._words,
            "bounds": site_words.BOUNDS[language],
            "lang": language,
            "other": other,
            "district": register.district or self._words.the_district,
            "law": self._law(desk),
            "menu": self._menu(),
            "updated": f"{UPDATED}{language}",
            "day": self._day,
            "anchor": anchor,
            "labels": tuple(site_words.CATEGORIES[language].values()),
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
        labels = site_words.CATEGORIES[self._language]
        return [label for name, label in labels.items() if name in contract.categories]


def _file(record: str, file: StoredFile | None) -> Mapping[str, Any]:
    """What a page says of a record's file; nothing where there is none."""
    if file is None:
        return {"file": ""}
    kind = KINDS.get(file.media_type, UNKNOWN_KIND)[0]
    return {"file": file_path(record, file), "kind": kind, "bytes": site_words.size(file.size)}


def _mark_english(notice: Markup, texts: Iterable[str]) -> Markup:
    """The notice with what the district wrote marked as English, so that a screen reader reads it as such."""
    found = str(notice)
    for text in (str(escape(one)) for one in texts if one):
        found = found.replace(f"{text}</p>", f'<span lang="en">{text}</span></p>')
    return Markup(found)  # noqa: S704 - what was put in is escaped
