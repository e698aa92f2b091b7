"""Does a form show what is asked first, and a section only where something new stands in it?"""

from dataclasses import replace

from handlers.dialogue.reply import Field
from handlers.forms.filling import blank_form, in_sections, only_fields

FIELDS = (
    Field("vendor", "Vendor", "text", required=True),
    Field("notes", "Notes", "long", section="More"),
    Field("owner", "Owner", "person"),
    Field("contact", "Contact", "text", section="More"),
)


def test_a_section_opens_for_what_is_new_or_wrong_in_it() -> None:
    first, more = in_sections(FIELDS)
    assert [field.id for field in first.fields] == ["vendor", "owner"] and first.is_open
    assert [field.id for field in more.fields] == ["notes", "contact"] and not more.is_open
    form = blank_form("x", "x", "Save", FIELDS, {"notes": "as on record"}).form
    assert form and [one.is_open for one in in_sections(form.fields)] == [True, False]
    for change in ({"value": "typed"}, {"error": "Too long."}):
        changed = [replace(field, **change) if field.id == "notes" else field for field in form.fields]
        assert [one.is_open for one in in_sections(changed)] == [True, True]


def test_a_field_that_is_asked_for_alone_stands_under_no_heading() -> None:
    assert [one.title for one in in_sections(only_fields({"notes"}, FIELDS))] == [""]
