"""The recipe of docs/editing-the-law.md for a changed number of days, done to a copy of the law files."""

import re
import shutil
import textwrap
from dataclasses import dataclass
from pathlib import Path

from knowledge.load import HERE

DOCS = HERE.parent / "docs" / "editing-the-law.md"
_EDIT = re.compile(
    r"^\d\. (?P<says>.*?)(?:below\s+the\s+line\s+`(?P<below>[^`]+)`|At\s+the\s+end\s+of\s+`(?P<end>[^`]+)`),\s+add:\n\n"
    r"   ```yaml\n(?P<block>.*?)\n   ```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Edit:
    """A block that goes below a line of a file, or at its end."""

    file: str
    below: str
    block: str

    def do(self, folder: Path) -> None:
        """Do it to the law files in a folder."""
        path = folder / self.file
        text = path.read_text()
        if self.below:
            assert text.count(f"{self.below}\n") == 1, self.below
            text = text.replace(f"{self.below}\n", f"{self.below}\n{self.block}\n")
        else:
            text += f"\n{self.block}\n"
        path.write_text(text)


def edits() -> list[Edit]:
    """The edits of the recipe, in its order."""
    recipe = DOCS.read_text().partition("## Recipe: a number of days changed")[2].partition("\n## ")[0]
    found = []
    for edit in _EDIT.finditer(recipe):
        file = edit["end"] or re.findall(r"`(law/[\w-]+\.yaml)`", edit["says"])[-1]
        found.append(
            Edit(file, edit["below"] or "", textwrap.indent(textwrap.dedent(edit["block"]), "  " * bool(edit["below"])))
        )
    return found


def copied(to: Path) -> Path:
    """A copy of the law files."""
    for name in ("law", "topics", "phrasings", "notices"):
        shutil.copytree(HERE / name, to / "knowledge" / name)
    return to / "knowledge"


def amended(to: Path) -> Path:
    """A copy in which the recipe was followed."""
    folder = copied(to)
    for edit in edits():
        edit.do(folder)
    return folder
