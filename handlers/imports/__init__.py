"""Puts the contracts of a spreadsheet on record: read, checked row by row, confirmed, and saved as one change."""
