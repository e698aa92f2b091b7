"""Is a spreadsheet shown before it is saved, saved by one press, and taken back by one command?"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from handlers.board.board import board
from handlers.board.dues import BoardQuery
from handlers.deadlines.steps import Recipient, recipient_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply, Rows
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.forms.filling import in_sections
from handlers.imports.files.tables import Sheet
from handlers.imports.mapping import choose
from handlers.people.contacts import remember_person
from handlers.reminders.messages.posts import digest_reply
from handlers.reminders.remind import remind
from storage.records import Deadline, Place, Record, Role, Status
from tests.handlers.district import given, refuses
from tests.handlers.imports.made import text
from tests.handlers.talk import Notes

WHO = "slack:U7"
HEAD = ["Vendor", "Product", "Date signed", "Expires", "Posted", "Notice link"]
ADDRESS = "https://schools.example.org/contracts/acme"
ROWS = [
    HEAD,
    ["Acme", "App", "9/1/2026", "8/31/2027", "9/3/2026", ADDRESS],
    ["Bolt", "Board", "3/2/2024", "", "", ""],
    ["Cedar", "Class", "Fall 2026", "", "", ""],
    ["TOTAL", "3", "", "", "", ""],
]


def say(desk: Desk, said: str, who: str = WHO, request: str = "", **fields: str) -> Reply:
    message = Message(said, fields=fields, who=who, surface="slack", place="slack:C1", request=request)
    return respond(message, desk)


def send(desk: Desk, lines: list[list[str]], who: str = WHO, **fields: str) -> Reply:
    file = File("contracts.csv", "text/csv", text(lines).encode())
    return respond(Message("import", fields={"only": "", **fields}, files=(file,), who=who, surface="slack"), desk)


def pressed(reply: Reply, label: str) -> str:
    return next(choice.say for choice in reply.choices if label in choice.label)


def test_it_is_shown_first_and_saved_by_one_press(desk: Desk) -> None:
    shown = send(desk, ROWS)
    assert "3 rows: 2 new, 1 to be settled first. Nothing is saved yet." in plain(shown)
    assert "Date executed: Date signed" in plain(shown)
    assert "Row 4 (Cedar, Class): Date executed: 'Fall 2026' names no day." in plain(shown)
    assert desk.store.contracts() == []
    done = say(desk, pressed(shown, "Import the 2 good rows"))
    assert (done.tone, [one.vendor for one in desk.store.contracts()]) == ("done", ["Acme", "Bolt"])
    assert len([event for event in desk.store.events() if event.what == "import"]) == 1
    assert "No row is left that can be saved as it is" in plain(say(desk, pressed(shown, "Import the 2 good rows")))
    say(desk, pressed(shown, "Cancel"))
    assert "I no longer have that spreadsheet" in plain(say(desk, pressed(shown, "Import the 2 good rows")))


def test_each_row_that_is_left_is_opened_as_the_form_of_its_contract(desk: Desk) -> None:
    done = say(desk, pressed(send(desk, ROWS), "Import the 2 good rows"))
    left = say(desk, pressed(done, "Settle 1 row"))
    row = next(part for part in left.parts if isinstance(part, Rows)).rows[0]
    assert (row.title, row.says) == ("Row 4 (Cedar, Class)", "Date executed: 'Fall 2026' names no day.")
    assert row.opens
    form = say(desk, row.opens.say).form
    assert form
    assert {field.id: field.value for field in form.fields if field.value}.items() >= {
        ("vendor", "Cedar"),
        ("product", "Class"),
    }
    filled = {field.id: field.value for field in form.fields} | {"executed": "2026-10-01", "expiry": "2027-10-01"}
    say(desk, form.say, **filled)
    assert [one.vendor for one in desk.store.contracts()] == ["Acme", "Bolt", "Cedar"]
    again = say(desk, pressed(left, "Back to the import"))
    assert "3 on record already" in plain(again) and not any("Settle" in one.label for one in again.choices)


def test_nothing_that_is_overdue_already_is_posted_one_by_one(desk: Desk) -> None:
    say(desk, pressed(send(desk, ROWS), "Import"))
    posting = {one.record: one for one in desk.store.deadlines() if one.who == "board"}
    assert (posting["C-1"].status, posting["C-1"].proof) == (Status.DONE, ADDRESS)
    assert posting["C-2"].status is Status.OPEN
    assert {recipient_of(one) for one in desk.store.reminders(posting["C-2"].id)} == {Recipient.OWNER, Recipient.LEAD}
    assert desk.store.due(desk.now + timedelta(hours=1)) == []


def test_an_owner_and_the_lead_read_of_what_is_overdue_in_one_list_the_next_morning(desk: Desk) -> None:
    for id, name in (("U2", "Ana Ruiz"), ("U3", "Dana Reed")):
        chat = Place(id=f"slack:{id}-chat", surface="slack", name=name, private=True)
        remember_person(f"slack:{id}", name, chat, desk)
    say(desk, "setup lead: slack:U3")
    rows = [["Vendor", "Product", "Date signed", "Owner"]]
    rows += [[name, name, "3/2/2024", "Ana Ruiz"] for name in ("Bolt", "Dash", "Echo")]
    say(desk, pressed(send(desk, rows), "Import"))
    remind(desk, {"slack": Notes([]), "page": Notes([])})  # who leads is told so
    for day, told in ((1, ["slack:U2-chat", "slack:U3-chat"]), (2, [])):
        notes = Notes([])
        remind(replace(desk, now=desk.now.replace(hour=10) + timedelta(days=day)), {"slack": notes, "page": Notes([])})
        assert sorted(notes.places) == told
        assert all("3 deadlines" in post or "3 overdue" in post for post in notes.posts)


def test_one_command_takes_all_of_it_back(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; product: App; executed: 2026-09-01; provisions: all")
    before = desk.store.contract("C-1")
    shown = send(desk, ROWS)
    assert "C-1: Expires: empty → 2027-08-31" in plain(shown)
    done = say(desk, pressed(shown, "Import the 2 good rows"))
    assert "C-2" not in plain(say(desk, "history C-1"))
    changed = desk.store.contract("C-1")
    assert changed and changed.link == ADDRESS
    assert posted(desk).status is Status.DONE
    assert pressed(done, "Undo the import") == "undo-import 2"
    undone = say(desk, "undo import 2")
    assert "1 record withdrawn" in plain(undone)
    assert desk.store.contract("C-1") == before
    assert posted(desk).status is Status.OPEN
    gone = desk.store.contract("C-2")
    assert gone and gone.withdrawn
    assert "is undone already" in plain(say(desk, "undo import"))


def test_an_import_that_was_undone_comes_back_as_it_was(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; product: App; executed: 2026-09-01; provisions: all")
    say(desk, pressed(send(desk, ROWS), "Import the 2 good rows"))

    def standing() -> list[Record]:
        return [*desk.store.contracts(), *desk.store.deadlines(), *desk.store.due(desk.now + timedelta(days=400))]

    before = standing()
    undone = say(desk, "undo import 2")
    assert standing() != before
    back = say(desk, pressed(undone, "Bring it back"))
    assert (back.title, back.tone) == ("The import is back", "done") and "2 records as before" in plain(back)
    assert standing() == before
    assert say(desk, pressed(undone, "Bring it back")).tone == "sorry", "it is back already"
    again = say(desk, "undo import 2")
    assert "1 record withdrawn" in plain(again)
    assert say(desk, pressed(undone, "Bring it back")).tone == "sorry", "the button is old"
    say(desk, pressed(again, "Bring it back"))
    assert standing() == before


def test_the_last_import_is_the_one_that_is_taken_back(desk: Desk) -> None:
    say(desk, pressed(send(desk, ROWS), "Import"))
    first = [one.id for one in desk.store.contracts()]
    say(desk, pressed(send(desk, [["Vendor", "Date signed"], ["Zearn", "9/1/2026"]]), "Import"))
    shown = say(desk, "undo the import")
    assert "Undoing it withdraws" in plain(shown) and len(desk.store.contracts()) > len(first), "it is shown first"
    assert not desk.store.contracts()[-1].withdrawn
    say(desk, pressed(shown, "Undo it"))
    assert [one.id for one in desk.store.contracts() if not one.withdrawn] == first


POSTED = [["Vendor", "Product", "Date signed", "Posted"], ["Acme", "App", "9/1/2026", "9/3/2026"]]


def test_a_posting_alone_is_taken_back_too(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; product: App; executed: 2026-09-01; provisions: all")
    say(desk, pressed(send(desk, POSTED), "Import"))
    assert posted(desk).status is Status.DONE
    assert "1 record as before" in plain(say(desk, pressed(say(desk, "undo import"), "Undo it")))
    assert (posted(desk).status, posted(desk).proof) == (Status.OPEN, "")
    assert "is undone already" in plain(say(desk, "undo import"))


def test_a_posting_that_somebody_told_of_since_stays_done(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; product: App; executed: 2026-09-01; provisions: all")
    say(desk, pressed(send(desk, POSTED), "Import"))
    later = replace(desk, now=desk.now + timedelta(hours=1))
    say(later, "undo D-1")
    say(later, f"done D-1 {ADDRESS}")
    assert "is undone already" in plain(say(later, "undo import"))
    assert (posted(desk).status, posted(desk).proof) == (Status.DONE, ADDRESS)


def posted(desk: Desk) -> Deadline:
    return next(one for one in desk.store.deadlines(record="C-1") if one.who == "board")


def test_somebody_says_which_column_is_which(desk: Desk) -> None:
    odd = send(desk, [["Vendor", "Product", "Date signed", "Renewal"], ["Acme", "App", "9/1/2026", "8/31/2027"]])
    form = say(desk, pressed(odd, "Change the columns")).form
    assert form
    assert [(one.label, one.value) for one in form.fields] == [
        ("Vendor", "vendor"),
        ("Product", "product"),
        ("Date signed", "executed"),
        ("Renewal", "-"),
    ]
    again = say(desk, form.say, **{one.id: one.value for one in form.fields} | {"column-3": "expiry"})
    assert "Expires: Renewal" in plain(again)
    say(desk, pressed(again, "Import the 1 good row"))
    assert str(desk.store.contracts()[0].expiry) == "2027-08-31"


def test_a_yes_for_all_provisions_says_what_it_claims(desk: Desk) -> None:
    shown = send(
        desk, [["Vendor", "Date signed", "All provisions"], ["Acme", "9/1/2026", "yes"], ["Bolt", "9/2/2026", "no"]]
    )
    claim = "1 row says that its contract has all ten provisions that the law requires (10-234bb(a))."
    assert claim in plain(shown)
    form = say(desk, pressed(shown, "Change the columns"), who=WHO).form
    assert form and dict(form.fields[2].options)["provisions"] == "Provisions it has (yes: all ten of 10-234bb(a))"
    say(desk, pressed(shown, "Import the 2 good rows"))
    marking = say(desk, "correct C-2 provisions").form
    assert marking
    assert marking.fields[0].hint == "Check each that is in the contract. The law requires all ten (10-234bb(a))."


def test_a_canceled_sheet_is_gone_and_one_that_waits_is_nobody_elses(desk: Desk) -> None:
    shown = send(desk, ROWS)
    given(desk, Role.PRIVACY, "slack:U8")
    assert "I no longer have that" in plain(say(desk, pressed(shown, "Import"), who="slack:U8"))
    say(desk, pressed(shown, "Cancel"))
    assert "I no longer have that" in plain(say(desk, pressed(shown, "Import")))
    later = send(desk, ROWS)
    assert "I no longer have that" in plain(
        say(replace(desk, now=desk.now + timedelta(hours=2)), pressed(later, "Import"))
    )


def test_only_who_may_log_a_contract_may_import(closed_office: Desk) -> None:
    assert refuses(plain(send(given(closed_office, Role.STAFF), ROWS)), "import")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"%PDF-1.7"])
def test_another_file_is_answered_with_a_sentence_and_the_form(content: bytes, desk: Desk) -> None:
    file = File("x.csv", "", content)
    reply = respond(Message("import", fields={"only": ""}, files=(file,), who=WHO, surface="slack"), desk)
    assert reply.form and reply.form.again
    assert reply.form.fields[0].error


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    say(desk, pressed(send(desk, ROWS), "Import"))
    assert "2 on record already" in plain(send(desk, ROWS))


def test_a_sheet_is_nowhere_on_record(desk: Desk, tmp_path: Path) -> None:
    say(desk, pressed(send(desk, ROWS), "Import"))
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Fall 2026" in content or b"TOTAL" in content for content in files)


def test_a_posting_closes_no_notice_to_families(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; product: App; executed: 2017-09-01; provisions: all")
    duties = {one.duty for one in desk.store.deadlines(status=Status.OPEN) if one.who == "board"}
    assert "notify-families-of-contract" in duties
    shown = send(desk, [HEAD, ["Acme", "App", "9/1/2017", "", "9/3/2017", ADDRESS]])
    for choice in shown.choices:
        if "Import" in choice.label:
            say(desk, choice.say)
    left = {one.duty for one in desk.store.deadlines(status=Status.OPEN) if one.who == "board"}
    assert left == duties - {"post-contract"}


@pytest.mark.parametrize("field", ["vendor", "product"])
def test_a_students_name_as_vendor_or_product_is_saved_only_if_confirmed(field: str, desk: Desk) -> None:
    named = {"vendor": "Acme", "product": "App", field: "Tutoring for student Maria Lopez, DOB 3/4/2012"}
    shown = send(desk, [HEAD[:3], [named["vendor"], named["product"], "9/1/2026"]])
    assert "1 row: 1 to be settled first" in plain(shown)
    values = {**named, "executed": "2026-09-01"}
    assert "Maria Lopez" in plain(say(desk, "log-contract", **values))
    assert desk.store.contracts() == []
    say(desk, "log-contract", **values, sure=f"guard-{field}")
    assert [getattr(one, field) for one in desk.store.contracts()] == [named[field]]


@pytest.mark.parametrize(("heading", "executed"), [("Sig. dt", "2026-09-01"), ("Vendor signed", "")])
def test_a_contract_that_one_party_signed_is_not_taken_for_executed(desk: Desk, heading: str, executed: str) -> None:
    shown = send(desk, [["Co.", "What we use", heading, "Ends"], ["Acme", "App", "9/1/2026", "8/31/2027"]])
    assert ("1 new" in plain(shown)) == bool(executed)


UNDATED = [HEAD, ["Acme", "App", "", "8/31/2027", "", ""], ["Bolt", "Board", "", "", "", ""]]


def test_a_row_without_the_day_of_signing_is_saved_with_that_gap(desk: Desk) -> None:
    shown = send(desk, UNDATED)
    assert "2 rows: 1 new, 1 to be settled first" in plain(shown)  # nothing shows that Bolt's was ever signed
    assert "1 row has no day of signing. It is saved as incomplete" in plain(shown)
    say(desk, pressed(shown, "Import the 1 good row"))
    kept = desk.store.contract("C-1")
    assert kept and kept.executed is None
    assert [one.duty for one in desk.store.deadlines()] == ["contract-expiry"]
    assert "1 on record already" in plain(send(desk, UNDATED))


def test_the_day_that_a_later_sheet_has_is_filled_in_and_counted(desk: Desk) -> None:
    say(desk, pressed(send(desk, UNDATED), "Import the 1 good row"))
    shown = send(desk, [HEAD, ["Acme", "App", "9/1/2026", "8/31/2027", "9/3/2026", ADDRESS]])
    assert "C-1: Date executed: empty → 2026-09-01" in plain(shown)
    say(desk, pressed(shown, "Import the 1 good row"))
    assert len(desk.store.contracts()) == 1
    done = [one for one in desk.store.deadlines() if one.duty == "post-contract"]
    assert [(one.status, one.proof) for one in done] == [(Status.DONE, ADDRESS)]
    assert all(not desk.store.reminders(one.id) for one in done)


def test_a_posting_whose_clock_cannot_be_counted_is_kept_in_the_notes(desk: Desk) -> None:
    say(desk, pressed(send(desk, [HEAD, ["Acme", "App", "", "", "9/3/2026", ADDRESS]]), "Import the 1 good row"))
    kept = desk.store.contract("C-1")
    assert kept and kept.notes == f"Posted on Thu, Sep 3, 2026: {ADDRESS}"


def test_what_a_row_says_for_the_public_stands_open_in_its_form(desk: Desk) -> None:
    head = [*HEAD[:3], "Purpose", "Description", "Notes"]
    left = say(
        desk, pressed(send(desk, [head, ["Cedar", "Class", "Fall 2026", "Math", "A game.", ""]]), "Settle 1 row")
    )
    form = say(desk, left.every_choice[0].say).form
    assert form
    is_open = {field.id: section.is_open for section in in_sections(form.fields) for field in section.fields}
    assert is_open["purpose"] and is_open["description"] and not is_open["notes"]


def waiting(desk: Desk) -> list[str]:
    return [one.label for one in board(BoardQuery(), desk).waiting]


def test_rows_that_are_left_are_named_until_they_are_settled(desk: Desk) -> None:
    lines = [*ROWS[:4], ["Dash (Kids)", "Draw", "9/15", "", "", ""]]
    done = say(desk, pressed(send(desk, lines), "Import the 2 good rows"))
    assert waiting(desk) == ["2 rows of contracts.csv wait to be settled"]
    digest = digest_reply(desk)
    assert digest and all("2 rows of contracts.csv wait" in plain(one) for one in (digest, say(desk, "import")))
    form = say(desk, say(desk, pressed(done, "Settle 2 rows")).every_choice[0].say).form
    assert form
    filled = {field.id: field.value for field in form.fields} | {"executed": "2026-10-01"}
    saved = say(desk, form.say, **filled)
    assert saved.choices[0].label == "Fill in row 5" and waiting(desk) == ["1 row of contracts.csv waits to be settled"]
    form = say(desk, saved.choices[0].say).form
    assert form
    filled = {field.id: field.value for field in form.fields} | {"executed": "2026-09-15", "vendor": "Dash"}
    assert "Fill in row" not in str(say(desk, form.say, **filled).choices) and waiting(desk) == []


def test_rows_that_are_left_outlast_the_file(desk: Desk) -> None:
    done = say(desk, pressed(send(desk, ROWS), "Import the 2 good rows"))
    later = replace(desk, now=desk.now + timedelta(hours=2))
    left = say(later, pressed(done, "Settle 1 row"))
    assert "Row 4" in plain(left) and "what is in already is left alone" in plain(left) and "Cedar" not in plain(left)
    again = send(later, ROWS)
    assert "2 on record already" in plain(again)
    say(later, pressed(again, "Cancel"))
    assert waiting(later) == ["1 row of contracts.csv waits to be settled"]
    left = say(later, board(BoardQuery(), later).waiting[0].say)
    assert "row 4" in plain(say(later, pressed(left, "Set it aside"))).lower() and waiting(later) == []


def test_rows_that_are_left_wait_no_longer_once_their_import_is_undone(desk: Desk) -> None:
    done = say(desk, pressed(send(desk, ROWS), "Import the 2 good rows"))
    undone = say(desk, pressed(done, "Undo the import"))
    assert "1 row of contracts.csv that was left to settle is set aside too" in plain(undone) and waiting(desk) == []


def test_the_columns_that_somebody_chose_are_read_so_in_the_file_that_comes_again(desk: Desk) -> None:
    head = ["Vendor", "Product", "Inked", "Addendum?"]
    lines = [head, ["Acme", "App", "9/1/2026", "Y"], ["Cedar", "Class", "9/15", "Y"]]
    form = say(desk, pressed(send(desk, lines), "Change the columns")).form
    assert form
    chosen = {"column-0": "vendor", "column-1": "product", "column-2": "executed", "column-3": "provisions"}
    done = say(desk, pressed(say(desk, form.say, **chosen), "Import the 1 good row"))
    row = say(desk, pressed(done, "Settle 1 row"))
    assert "'9/15' lacks its year" in plain(row)
    form = say(desk, row.every_choice[0].say).form
    assert form and next(one for one in form.fields if one.id == "provisions").value.count(",") == 9
    assert "Date executed: Inked" in plain(send(desk, lines))


def test_a_workbook_without_a_day_of_execution_is_shown_all_the_same() -> None:
    signed = Sheet("List", [["Vendor", "Product", "Inked"], ["Acme", "App", date(2026, 9, 1)]])
    phones = Sheet("Phones", [["Name", "Phone"], ["Pat Quinn", "x201"]])
    found = choose([signed, phones])
    assert [one.table.sheet.name for one in found.read] == ["List"]
    assert choose([phones, replace(phones, name="More")]).read == ()


OPEN_ROWS = [
    [*HEAD[:-1], "Link"],
    ["Acme", "App", "9/1/2026", "8/31/2027", "Yes", "Link"],
    ["Bolt", "Board", "10/1/2026", "end of year", "9/3/2026", ADDRESS],
]


def settle(desk: Desk, row: int, **changed: str) -> Reply:
    """The reply to the form of a row that is left, saved as it opens but for what is changed."""
    shown = send(desk, OPEN_ROWS)
    form = say(desk, f"{shown.choices[0].say.rpartition(' ')[0]} row={row}").form
    assert form
    return say(desk, form.say, **({field.id: field.value for field in form.fields} | changed))


def test_a_yes_without_a_day_stays_with_the_contract(desk: Desk) -> None:
    settle(desk, 1)
    [contract] = desk.store.contracts()
    assert contract.notes == "Already posted on: Yes. Told in contracts.csv, row 2."
    assert (contract.link, posted(desk).status) == ("", Status.OPEN), "the words of a link are no address"


def test_what_is_no_day_stays_with_the_contract(desk: Desk) -> None:
    settle(desk, 2, posted="", posted_proof="")
    [contract] = desk.store.contracts()
    assert (contract.notes, contract.link) == ("Expires: end of year. Told in contracts.csv, row 3.", ADDRESS)


def test_the_columns_of_a_sheet_are_told_as_columns(desk: Desk) -> None:
    shown = plain(send(desk, OPEN_ROWS))
    assert "the column of the sheet that I read for it:" in shown and "Address of the notice: Link" in shown


def test_after_the_last_row_comes_the_next_step(desk: Desk) -> None:
    done = say(desk, pressed(send(desk, ROWS), "Import the 2 good rows"))
    assert "Next reminder: " in plain(done)
    left = say(desk, pressed(done, "Settle 1 row"))
    row = next(part for part in left.parts if isinstance(part, Rows)).rows[0]
    assert row.opens
    form = say(desk, row.opens.say).form
    assert form
    values = {field.id: field.value for field in form.fields} | {"executed": "2026-10-01", "expiry": "2027-10-01"}
    last = say(desk, form.say, **values)
    assert "That was the last open row of contracts.csv." in plain(last)
    assert "Reminder now and " in plain(last)
    assert "I am the privacy lead" in [one.label for one in last.choices]


def test_a_row_that_was_settled_before_its_import_was_undone_is_told_so(desk: Desk) -> None:
    done = say(desk, pressed(send(desk, ROWS), "Import the 2 good rows"))
    say(desk, "log-contract vendor: Cedar; product: Class; executed: 2026-10-01")
    say(desk, pressed(done, "Undo the import"))
    later = replace(desk, now=desk.now + timedelta(minutes=5))
    again = say(later, pressed(send(later, ROWS), "Import the 2 good rows"))
    assert "C-3 was logged for this product before (executed Thu, Oct 1, 2026)." in plain(again)


def test_reminders_of_an_owner_whom_nobody_is_called_are_not_said_to_go_to_them(desk: Desk) -> None:
    remember_person(WHO, "Ana Ruiz", Place(id="slack:D7", surface="slack", name="Ana", private=True), desk)
    shown = send(desk, [["Vendor", "Date signed", "Owner"], ["Bolt", "11/20/2026", "Tom Baker"]])
    assert "the team is reminded" in plain(say(desk, pressed(shown, "Import the 1")))
    coming = plain(say(desk, "when is the next reminder?"))
    assert "to the privacy team" in coming and "the owner" not in coming
