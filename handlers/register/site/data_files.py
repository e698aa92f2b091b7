"""The register as data (JSON, CSV, names for the search), and the website as files with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from handlers.dialogue.desk import Desk
from handlers.documents.document import as_csv, as_text
from handlers.documents.words import long_day
from handlers.register.checks import LANGUAGES, hash_of_all
from handlers.register.entries import PublicRegister, RegisterEntry
from handlers.register.site.pages import UPDATED, SitePages, file_path
from handlers.register.site.words import CATEGORIES

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


STATIC = Path(__file__).parents[1] / "static"


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
