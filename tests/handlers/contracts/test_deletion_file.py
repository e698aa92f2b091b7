"""Is the vendor's confirmation of deletion kept as a file, given back, and erased with its contract?"""

from dataclasses import replace
from datetime import timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.records import Status

PDF = File("brightleaf deleted.pdf", "application/pdf", b"%PDF-1.7 all deleted")


def say(desk: Desk, text: str, *files: File) -> Reply:
    return respond(Message(text, who="slack:U1", surface="slack", files=files), desk)


def ended(desk: Desk) -> Desk:
    say(desk, "log-contract vendor: Brightleaf; executed: 2026-09-02; expiry: 2026-11-30; posted: 2026-09-03; "
        "posted proof: https://schools.example.org/c")  # fmt: skip
    return desk


def end_of(desk: Desk) -> str:
    return next(one.id for one in desk.store.deadlines(record="C-1") if one.duty == "contract-expiry")


def test_the_file_closes_the_end_and_is_given_back(desk: Desk) -> None:
    end = end_of(ended(desk))
    asked = say(desk, f"deletion-file {end}")
    assert asked.form is not None and asked.form.fields[0].kind == "file"
    kept = say(desk, f"deletion-file {end}", PDF)
    deadline = desk.store.deadline(end)
    assert kept.tone == "done" and deadline is not None and deadline.status is Status.DONE
    assert deadline.proof.startswith("brightleaf deleted.pdf, kept here (SHA-256 "), deadline.proof
    again = say(desk, f"deletion-file {end}")
    assert [one.content for one in again.files] == [PDF.content]
    assert any(choice.say == f"deletion-file {end}" for choice in again.every_choice)
    assert "kept the vendor's confirmation of deletion" in plain(say(desk, f"history {end}"))


def test_a_file_that_comes_later_stands_beside_the_proof(desk: Desk) -> None:
    end = end_of(ended(desk))
    say(desk, f"done {end} e-mail of Nov 20, 2026")
    before = desk.store.deadline(end)
    say(replace(desk, now=desk.now + timedelta(days=1)), f"deletion-file {end}", PDF)
    deadline = desk.store.deadline(end)
    assert before is not None and deadline is not None and deadline.closed == before.closed
    assert deadline.proof.startswith("e-mail of Nov 20, 2026; brightleaf deleted.pdf")


def test_only_a_document_is_taken_and_only_at_the_end_of_a_contract(desk: Desk) -> None:
    end = end_of(ended(desk))
    wrong = say(desk, f"deletion-file {end}", File("notes.exe", "", b"MZ"))
    assert wrong.tone == "sorry" and wrong.form is not None
    other = next(one.id for one in desk.store.deadlines(record="C-1") if one.id != end)
    assert "is not the end of a contract" in plain(say(desk, f"deletion-file {other}", PDF))


def test_the_file_is_erased_with_its_contract(desk: Desk) -> None:
    end = end_of(ended(desk))
    say(desk, f"deletion-file {end}", PDF)
    sha = next(one.sha256 for event in desk.store.history(end) for one in map(desk.store.file, event.touched) if one)
    respond(Message("erase C-1", who="slack:U1", surface="slack", fields={"confirm": "C-1"}), desk)
    assert desk.store.contract("C-1") is None and desk.store.file_content(sha) is None
