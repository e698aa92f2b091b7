"""Complaints about the law files, for the person who edits them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One problem: its file and line (0 where lines do not apply), what is wrong, and how to correct it."""

    file: str
    line: int
    wrong: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.wrong}\n    {self.mend}"


class BadLaw(Exception):  # noqa: N818 - the house's word
    """The law files cannot be used; ``complaints`` has all problems."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = sorted(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))
