"""All files of the register's website."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handlers.dialogue.desk import Desk
from handlers.documents.words import long_day
from handlers.register.breaches import LANGUAGES
from handlers.register.entries import PublicRegister
from handlers.register.publication import hash_of_all
from handlers.register.site.data_files import contracts_csv, names_script, register_json
from handlers.register.site.pages import UPDATED, SitePages, file_path

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
