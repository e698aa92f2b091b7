"""The folder of the law files while a person confirms its statements: every edit is made whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

from bot.cli.law import verify_words as words
from bot.installed import IN_PROJECT
from handlers.dialogue.errors import Sorry
from knowledge.citation import Citation
from knowledge.complaint import BadLaw
from knowledge.load import HERE, load, read
from knowledge.verifying.ledger import LEDGER, BadLedgerError, Confirmation, read_ledger, with_one, written
from knowledge.verifying.retag import MovedError, retagged
from knowledge.verifying.statements import Statement, pins, statements
from knowledge.wording.placeholders import duties_of
from storage.atomic_files import write_whole
from storage.port import StoreError


@dataclass(frozen=True, slots=True)
class Book:
    """The law files in a folder, on one day."""

    folder: Path
    day: date

    def check_writable(self) -> None:
        """Raises Sorry where nothing can be confirmed."""
        if not IN_PROJECT and self.folder.resolve() == HERE.resolve():
            raise Sorry(words.INSTALLED)
        rooms = {self.folder, *(path.parent for path in self.folder.glob("*/*.yaml"))}
        for room in sorted(rooms):
            try:
                with TemporaryFile(dir=room):
                    pass
            except OSError as problem:
                raise Sorry(words.not_writable(room, problem.strerror or "")) from None

    def read(self) -> tuple[list[Statement], set[Citation]]:
        """The statements of the day and every passage that is pinned. Raises BadLaw, Sorry."""
        if not any(self.folder.glob("law/*.yaml")):
            raise Sorry(words.no_book(self.folder))
        duties = duties_of(load(self.folder).written)
        raws = [*read(self.folder, [])]
        return statements(raws, duties, self.day), pins(raws, self.day)

    def ledger(self) -> list[Confirmation]:
        """Who said what so far. Raises Sorry."""
        file = self.folder / LEDGER
        try:
            return read_ledger(file.read_text(encoding="utf-8")) if file.exists() else []
        except (BadLedgerError, UnicodeDecodeError):
            raise Sorry(words.bad_ledger(self.folder)) from None

    def keep(self, one: Statement, name: str, *, fits: bool) -> None:
        """Note what was said of a statement; with its new tag where it fits. Raises Sorry, and leaves all as it was."""
        files = {at.file: self.folder / at.file for at in one.places} if fits else {}
        said = Confirmation(one.pin.text, one.places[0].file, one.mark, fits, name, self.day)
        new = {self.folder / LEDGER: written(with_one(self.ledger(), said)).encode()}
        try:
            for file, path in files.items():
                text = path.read_bytes().decode("utf-8")
                new[path] = retagged(text, [at for at in one.places if at.file == file]).encode()
        except (MovedError, UnicodeDecodeError, FileNotFoundError):
            raise Sorry(words.MOVED) from None
        try:
            self._replace(new)
        except BadLaw as bad:
            raise Sorry(words.undone(str(bad))) from None
        except (OSError, StoreError) as problem:
            raise Sorry(words.not_written(getattr(problem, "strerror", None) or str(problem))) from None

    def _replace(self, new: Mapping[Path, bytes]) -> None:
        """Write the files, and read the book; whatever goes wrong, they are as they were before."""
        old = {path: path.read_bytes() if path.exists() else None for path in new}
        try:
            for path, content in new.items():
                _write(path, content)
            load(self.folder)
        except BaseException:
            for path, before in old.items():
                if before is None:
                    path.unlink(missing_ok=True)
                elif path.read_bytes() != before:
                    _write(path, before)
            raise


def _write(path: Path, content: bytes) -> None:
    """Replace a file, and leave to the same people to read it."""
    path = path.resolve()
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    write_whole(path, [content])
    path.chmod(mode)
