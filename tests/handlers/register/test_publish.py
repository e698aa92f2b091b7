"""Does publishing keep the old site whole, prove what went out, and close the deadlines of what it shows?"""

import errno
import hashlib
import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.register import folder as folders
from handlers.register.publish import PublishRequest, publish
from knowledge.law import POST_BREACH
from storage.records import Status
from tests.handlers.register.register_district import SITE, files_in, log, office_of, run, say


@pytest.fixture
def office(desk: Desk) -> Desk:
    office = office_of(desk)
    log(office, "Newsela, Inc.", "Newsela")
    log(office, "Kahoot", purpose="")
    return office


def test_what_is_lacking_stops_it_until_it_is_accepted(office: Desk, tmp_path: Path) -> None:
    stopped = run(office, tmp_path / "site", accepts=False)
    assert stopped.stopped and not (tmp_path / "site").exists() and not office.store.setup().published
    assert run(office, tmp_path / "site").new


def test_only_a_contract_with_all_its_parts_closes_its_deadline(office: Desk, tmp_path: Path) -> None:
    assert run(office, tmp_path / "site", looked_at=("C-1", "C-2")).closed == ("D-1",)
    first, second = (office.store.deadline(id) for id in ("D-1", "D-2"))
    assert first and first.status is Status.DONE and first.proof == f"{SITE}/contracts/C-1.html"
    assert second and second.status is Status.OPEN
    say(office, "correct C-2 purpose: Quizzes.")
    assert run(office, tmp_path / "site").closed == ("D-2",)


def test_no_deadline_is_closed_where_nobody_knows_the_address(office: Desk, tmp_path: Path) -> None:
    say(office, "setup", site="")
    done = run(office, tmp_path / "site")
    assert done.new and not done.closed
    assert "https://" not in (tmp_path / "site/embed.html").read_text()


def test_a_folder_that_nobody_serves_closes_no_deadline_until_somebody_does(office: Desk, tmp_path: Path) -> None:
    done = run(office, tmp_path / "site", looked_at=("C-1", "C-2"), served=False)
    assert done.new and not done.closed and done.left == ("D-1",)
    head = office.store.head()
    assert run(office, tmp_path / "site", served=False).left == ("D-1",) and office.store.head() == head
    again = run(office, tmp_path / "site")
    assert not again.new and again.closed == ("D-1",) and not again.left
    deadline = office.store.deadline("D-1")
    assert deadline and deadline.proof == f"{SITE}/contracts/C-1.html"


def test_a_breach_notice_with_blanks_leaves_its_deadline_open(office: Desk, tmp_path: Path) -> None:
    say(office, "log-breach contract: C-1; discovered: 2026-11-22; board_told: 2026-11-23; categories: student_records")
    say(office, "notice-sent breach B-1", day="2026-11-24", proof="e-mail of Nov 24, 2026", sure="blanks")
    run(office, tmp_path / "site", looked_at=("B-1",))
    post = next(one for one in office.store.deadlines(record="B-1") if one.duty == POST_BREACH)
    assert post.status is Status.OPEN


def test_a_second_run_with_nothing_new_changes_nothing(office: Desk, tmp_path: Path) -> None:
    run(office, tmp_path / "site")
    files, head = files_in(tmp_path / "site"), office.store.head()
    inode = (tmp_path / "site").stat().st_ino
    again = run(replace(office, now=office.now + timedelta(days=1)), tmp_path / "site")
    assert not again.new and office.store.head() == head
    assert files_in(tmp_path / "site") == files and (tmp_path / "site").stat().st_ino == inode


def test_a_page_that_somebody_changed_is_put_right(office: Desk, tmp_path: Path) -> None:
    run(office, tmp_path / "site")
    files = files_in(tmp_path / "site")
    (tmp_path / "site/contracts/C-1.html").write_text("defaced")
    assert run(office, tmp_path / "site").new and files_in(tmp_path / "site") == files


def test_the_proof_names_every_file_and_is_kept_with_the_records(office: Desk, tmp_path: Path) -> None:
    done = run(office, tmp_path / "site")
    held = files_in(tmp_path / "site")
    proof = held.pop("published.json")
    told = json.loads(proof)
    assert told["files"] == {path: hashlib.sha256(content).hexdigest() for path, content in held.items()}
    assert (told["address"], told["published"]) == (SITE, "2026-11-24T09:00:00-05:00")
    assert office.store.setup().published == done.proof == hashlib.sha256(proof).hexdigest()
    assert office.store.file_content(done.proof) == proof and office.store.events()[-1].what == "publish"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_the_old_site_whole(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    run(office, tmp_path / "site")
    files, head = files_in(tmp_path / "site"), office.store.head()
    log(office, "Third", executed="2026-11-23")
    head = office.store.head()

    def full(path: Path, content: bytes) -> None:
        if path.name == "C-3.html":
            raise OSError(number, os.strerror(number), str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr(folders, "_write", full)
    with pytest.raises(Sorry, match="unchanged"):
        run(office, tmp_path / "site")
    assert files_in(tmp_path / "site") == files and office.store.head() == head
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".site")] == []


def test_a_killed_publication_leaves_nothing_that_others_can_read_and_the_next_one_removes_it(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, seen = tmp_path / "site", list[Path]()
    run(office, site)
    left, busy = tmp_path / ".site.new-killed", tmp_path / ".site.new-busy"
    left.mkdir()
    busy.mkdir()
    log(office, "Third", executed="2026-11-23")
    monkeypatch.setattr(os, "sync", lambda: seen.extend(tmp_path.glob(".site*")) or modes.extend(map(mode, seen)))
    modes = list[int]()
    with folders._locked(busy):
        run(office, site)
    others = [bits for one, bits in zip(seen, modes, strict=True) if one != busy]
    assert left not in seen and busy in seen and others == [0o700], "at the moment at which all of it is written"
    assert site.stat().st_mode & 0o777 == 0o755 and [*tmp_path.glob(".site*")] == [busy]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_crash_between_the_two_steps_of_a_swap_is_put_right(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    run(office, site)
    files = files_in(site)
    site.rename(tmp_path / ".site.old")  # as a crash leaves it where the system cannot swap in one step
    assert folders.published_in(site) and files_in(site) == files
    monkeypatch.setattr(folders, "_exchanged", lambda *_: False)
    log(office, "Third", executed="2026-11-23")
    assert run(office, site).new and (site / "contracts/C-3.html").exists() and not (tmp_path / ".site.old").exists()


def test_a_folder_with_other_things_in_it_is_refused(office: Desk, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("mine")
    with pytest.raises(Sorry, match=r"letter\.txt"):
        run(office, tmp_path / "home")
    run(office, tmp_path / "site")
    (tmp_path / "site/extra.html").write_text("mine")
    log(office, "Third", executed="2026-11-23")
    with pytest.raises(Sorry, match=r"extra\.html"):
        run(office, tmp_path / "site")
    with pytest.raises(Sorry, match="is a file"):
        run(office, tmp_path / "home/letter.txt")


def test_a_copy_that_fails_is_no_publication(office: Desk, tmp_path: Path) -> None:
    seen = list[tuple[str, ...]]()

    def deliver(folder: Path, gone: object) -> None:
        seen.append(tuple(gone))  # type: ignore[call-overload]
        if len(seen) == 2:
            raise Sorry("no line to the server")

    def go() -> bool:
        asked = PublishRequest(tmp_path / "site", accepts=True, deliver=deliver)
        return publish(asked, Message("publish", who="slack:U1"), office).new

    assert go()
    first = office.store.setup().published
    say(office, "erase C-2", confirm="C-2")
    with pytest.raises(Sorry, match="no line"):
        go()
    assert office.store.setup().published == first
    assert go() and office.store.setup().published != first
    assert "contracts/C-2.html" in seen[1] and "contracts/C-2.html" in seen[2], "what is gone is removed there too"
