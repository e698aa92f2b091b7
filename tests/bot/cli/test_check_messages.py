"""Does `dpa check` say which intent has too few labeled messages, or too few authors?"""

from pathlib import Path

from bot.cli.check import message_complaints
from knowledge.frames.frame_reader import LEAST, LEAST_AUTHORS, count_messages

_NAMES = "Kami Kahoot Newsela Padlet Quizlet Desmos Seesaw Nearpod Clever Edpuzzle".split()


def write(folder: Path, rows: int, authors: int) -> None:
    """So many messages for the intent ``overdue``, in turn by so many authors."""
    for author in range(authors):
        lines = [f"overdue | - | what is late, time {one} of the week" for one in range(author, rows, authors)]
        (folder / f"author_{author}.txt").write_text("\n".join(lines) + "\n")


def says(folder: Path) -> bool:
    return any("the intent overdue has" in one.wrong for one in message_complaints(folder))


def test_enough_messages_by_enough_authors_pass(tmp_path: Path) -> None:
    write(tmp_path, LEAST, LEAST_AUTHORS)
    assert count_messages(tmp_path)["overdue"] == (LEAST, LEAST_AUTHORS)
    assert not says(tmp_path)


def test_a_message_too_few_is_said(tmp_path: Path) -> None:
    write(tmp_path, LEAST - 1, LEAST_AUTHORS)
    assert says(tmp_path)


def test_an_author_too_few_is_said(tmp_path: Path) -> None:
    write(tmp_path, 3 * LEAST, LEAST_AUTHORS - 1)
    assert says(tmp_path)


def test_messages_that_differ_in_names_alone_count_once(tmp_path: Path) -> None:
    lines = [f"overdue | - | what is late of [{name}](vendor)" for name in _NAMES]
    (tmp_path / "one.txt").write_text("\n".join(lines) + "\n")
    assert count_messages(tmp_path)["overdue"] == (1, 1)


def test_a_message_with_an_unknown_form_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("overdue | - | what is late\noverdue and no more\n")
    (found,) = message_complaints(tmp_path)
    assert "one.txt" in str(found.file) and found.line == 2
