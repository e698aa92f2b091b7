"""What people are told about a file that cannot be read, or not wholly."""

from __future__ import annotations

EMPTY = "This file is empty."
SCAN = (
    "This PDF is a scan: its pages are pictures, and text cannot be read from pictures here. Ask the vendor for the "
    "original, or let a scanner program recognize the text and save it as a searchable PDF."
)
BROKEN = "This file is damaged and cannot be read. Open it, save it again, and send the new file."
LOCKED = "This PDF is protected by a password. Save a copy without the password and send that."
UNKNOWN = "This is not a kind of file that can be read. Send a PDF, a Word file (.docx), a web page or plain text."
