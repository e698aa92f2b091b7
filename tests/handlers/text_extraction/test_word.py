"""Is a Word file read as Word shows it when all changes are accepted?"""

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from handlers.text_extraction import words
from handlers.text_extraction.building import Paper, Unreadable
from tests.handlers.text_extraction.made import p, packed, r, read, with_part

NUMBER = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
LISTS = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Clause"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""

OFF = '<w:strike w:val="0"/>'


def word(body: str, **parts: str) -> Paper:
    return read(packed(body, **parts), "paper.docx")


def paragraphs(body: str, **parts: str) -> list[str]:
    return word(body, **parts).text.split("\n\n")


def test_numbers_stand_before_their_clauses() -> None:
    body = p("Use", NUMBER.format(0, 1)) + p("for school", NUMBER.format(1, 1)) + p("not for ads", NUMBER.format(1, 1))
    body += (
        p("none at all", NUMBER.format(2, 1))
        + p("plain")
        + p("Deletion", NUMBER.format(0, 1))
        + p("on request", NUMBER.format(1, 1))
    )
    body += p("a dot", NUMBER.format(0, 2)) + p("Seven", NUMBER.format(0, 3))
    assert paragraphs(body, numbering=LISTS) == [
        "1. Use", "(a) for school", "(b) not for ads", "1.b.I none at all", "plain", "2. Deletion", "(a) on request", "• a dot", "7. Seven",
    ]  # fmt: skip


def test_a_style_numbers_its_paragraphs_and_one_may_be_left_out() -> None:
    style = '<w:style w:type="paragraph" w:styleId="Clause"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    style += '<w:style w:type="paragraph" w:styleId="Other"><w:basedOn w:val="Clause"/></w:style>'
    body = p("Use", '<w:pStyle w:val="Clause"/>') + p("Deletion", '<w:pStyle w:val="Other"/>')
    body += p("Signatures", '<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert paragraphs(body, numbering=LISTS, styles=style) == ["1. Use", "2. Deletion", "Signatures"]


def test_tracked_changes_are_accepted() -> None:
    body = f"<w:p>{r('The operator ')}<w:del><w:r><w:delText>may sell</w:delText></w:r></w:del><w:ins>{r('never sells')}</w:ins>{r(' data.')}</w:p>"
    body += f"<w:p><w:moveFrom>{r('Old place.')}</w:moveFrom><w:moveTo>{r('New place.')}</w:moveTo></w:p>"
    paper = word(body)
    assert paper.text == "The operator never sells data.\n\nNew place."
    assert paper.notes == (words.CHANGES,)


def test_a_paragraph_goes_on_where_its_mark_was_deleted() -> None:
    body = p("The operator deletes", "<w:rPr><w:del/></w:rPr>") + p(" on request.") + p("Next.")
    assert paragraphs(body) == ["The operator deletes on request.", "Next."]


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there() -> None:
    cell = "<w:tc>{}</w:tc><w:tc>{}</w:tc>"
    body = f"<w:tbl><w:tr>{cell.format(p('Item'), p('Answer'))}</w:tr>"
    body += f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format(p('Sale'), p('Yes'))}</w:tr>"
    body += f"<w:tr><w:trPr><w:ins/></w:trPr>{cell.format(p('Sale'), p('No'))}</w:tr></w:tbl>"
    paper = word(body)
    assert paper.text == "Item\nAnswer\n\nSale\nNo"
    assert [paper.text[cell.start : cell.end] for cell in paper.tables[0].cells] == ["Item", "Answer", "Sale", "No"]


def test_what_is_struck_through_or_hidden_is_left_out() -> None:
    body = f"<w:p>{r('The operator ')}{r('may sell', '<w:strike/>')}{r('keeps', OFF)}{r(' hidden', '<w:vanish/>')}{r(' data.')}</w:p>"
    paper = word(body)
    assert paper.text == "The operator keeps data." and paper.notes == (words.STRUCK,)


def test_comments_headers_and_field_codes_are_not_text() -> None:
    body = f"<w:p>{r('See ')}<w:commentRangeStart w:id='0'/>{r('section ')}<w:r><w:instrText>REF x</w:instrText></w:r>{r('3')}<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>"
    comments = f'<w:comment w:id="0">{p("Is this right?")}</w:comment>'
    assert paragraphs(body, comments=comments, header1=p("CONFIDENTIAL")) == ["See section 3"]


def test_content_controls_are_read_and_unfilled_ones_are_blanks() -> None:
    inline = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = f"<w:p>{r('Within ')}{inline.format('', r('30'))}{r(' days')}</w:p>"
    body += f"<w:p>{r('Within ')}{inline.format('<w:showingPlcHdr/>', r('Click or tap here to enter text.'))}{r(' days')}</w:p>"
    body += inline.format(
        "", p("A whole paragraph.") + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    )
    assert paragraphs(body) == ["Within 30 days", "Within ____ days", "A whole paragraph.", "a\nb"]


def test_old_form_fields_show_their_boxes_and_blanks() -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    blank = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    body = f"<w:p>{box.format(1)}{r(' Names')}</w:p><w:p>{box.format(0)}{r(' Grades')}</w:p><w:p>{r('Date: ')}{blank}{r(chr(0x2002) * 5)}</w:p>"
    assert paragraphs(body) == ["☒ Names", "☐ Grades", "Date: ____"]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    inner = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    body = f"<w:p>{r('Beside it.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{inner}</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert paragraphs(body) == ["Beside it.", "In the box."]


def test_a_footnote_stands_behind_the_paragraph_that_refers_to_it() -> None:
    body = f"<w:p>{r('The operator deletes data.')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + p("Next.")
    notes = f'<w:footnote w:id="2">{p("But not backups.")}</w:footnote>'
    assert paragraphs(body, footnotes=notes) == ["The operator deletes data.", "But not backups.", "Next."]


def test_merged_cells_keep_their_columns() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'
    down = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    plain = "<w:tc>{}</w:tc>"
    rows = (
        wide.format(p("Exhibit")) + plain.format(p("x")),
        down.format(' w:val="restart"', p("Data")) + plain.format(p("name")) + plain.format(p("y")),
    )
    body = (
        "<w:tbl>"
        + "".join(
            f"<w:tr>{row}</w:tr>"
            for row in (*rows, down.format("", p("")) + plain.format(p("grade")) + plain.format(p("z")))
        )
        + "</w:tbl>"
    )
    paper = word(body)
    found = {(cell.row, cell.column): paper.text[cell.start : cell.end] for cell in paper.tables[0].cells}
    assert found == {
        (0, 0): "Exhibit",
        (0, 2): "x",
        (1, 0): "Data",
        (1, 1): "name",
        (1, 2): "y",
        (2, 1): "grade",
        (2, 2): "z",
    }


def test_a_frame_of_one_column_is_no_table() -> None:
    paper = word(f"<w:tbl><w:tr><w:tc>{p('In a frame.')}{p('And this.')}</w:tc></w:tr></w:tbl>")
    assert paper.text == "In a frame.\n\nAnd this." and paper.tables == ()


def test_cells_of_several_paragraphs_are_parted_by_empty_lines() -> None:
    paper = word(
        f"<w:tbl><w:tr><w:tc>{p('Deletion')}</w:tc><w:tc>{p('On request.')}{p('And at the end.')}</w:tc></w:tr></w:tbl>"
    )
    assert paper.text == "Deletion\n\nOn request.\n\nAnd at the end."
    assert paper.text[paper.tables[0].cells[1].start :] == "On request.\n\nAnd at the end."


def test_lines_ended_by_hand_are_items_where_they_begin_so() -> None:
    body = (
        f"<w:p>{r('The operator shall:')}<w:r><w:br/></w:r>{r('(a) delete')}<w:r><w:br/></w:r>{r('(b) confirm')}</w:p>"
    )
    assert paragraphs(body) == ["The operator shall:", "(a) delete", "(b) confirm"]


def test_a_file_with_macros_is_read_without_them() -> None:
    paper = read(with_part(packed(p("Text.")), "word/vbaProject.bin", b"\0" * 100), "paper.docm")
    assert paper.text == "Text." and paper.notes == (words.MACROS,)


def test_a_file_of_pictures_alone_says_so() -> None:
    with pytest.raises(Unreadable, match="only pictures"):
        read(with_part(packed("<w:p/>"), "word/media/image1.png", b"\x89PNG"), "paper.docx")


def test_a_file_of_a_library_reads_the_same() -> None:
    made = docx.Document()
    made.add_heading("Agreement", 1)
    made.styles.add_style("Clause", WD_STYLE_TYPE.PARAGRAPH)
    made.add_paragraph("First.", style="List Number")
    made.add_paragraph("Second.", style="List Number")
    made.add_paragraph("A dot.", style="List Bullet")
    into = io.BytesIO()
    made.save(into)
    assert read(into.getvalue(), "paper.docx").text.split("\n\n") == [
        "Agreement",
        "1. First.",
        "2. Second.",
        "• A dot.",
    ]
