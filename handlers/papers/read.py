"""Reads a file into a paper."""

from __future__ import annotations

import io
import re
import zipfile

import pypdfium2
from lxml import etree, html

from handlers.papers import words
from handlers.papers.paper import Paper, Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_paper(content: bytes, name: str) -> Paper:
    """The paper that a file holds, whatever the name's ending. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(words.EMPTY)
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    if content.startswith(b"PK"):
        return _docx(content)
    text = content.decode("utf-8-sig", errors="replace")
    if name.lower().endswith((".html", ".htm")) or re.match(r"\s*<(!doctype html|html)", text, re.IGNORECASE):
        return _html(text)
    return Paper(re.sub(r"\n\s*\n+", "\n\n", text.replace("\r\n", "\n")).strip())


def _pdf(content: bytes) -> Paper:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable(words.LOCKED if "password" in str(problem).lower() else words.BROKEN) from None
    text, pages = "", []
    for page in pdf:
        pages.append(len(text))
        lines = page.get_textpage().get_text_range().replace("\x02\r\n", "").replace("\r\n", "\n")
        text += re.sub(r"\n(?=\(?\w{1,3}[.)]\s)", "\n\n", lines).strip() + "\n\n"
    if not text.strip():
        raise Unreadable(words.SCAN)
    return Paper(text.rstrip(), tuple(pages))


def _docx(content: bytes) -> Paper:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            tree = etree.fromstring(packed.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        raise Unreadable(words.BROKEN) from None
    paragraphs = ("".join(run.text or "" for run in each.iter(f"{_W}t")) for each in tree.iter(f"{_W}p"))
    return Paper("\n\n".join(text.strip() for text in paragraphs if text.strip()))


def _html(text: str) -> Paper:
    tree = html.document_fromstring(text)
    etree.strip_elements(tree, "script", "style", "nav", etree.Comment, with_tail=False)
    blocks = tree.xpath("//p | //li | //h1 | //h2 | //h3 | //h4 | //td | //th")
    found = (" ".join(each.text_content().split()) for each in blocks)
    return Paper("\n\n".join(each for each in found if each))
