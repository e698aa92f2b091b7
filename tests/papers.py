"""Papers as vendors send them, made for a test."""

import io

import docx


def word_file(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    word, packed = docx.Document(), io.BytesIO()
    for one in paragraphs:
        word.add_paragraph(one)
    word.save(packed)
    return packed.getvalue()
