"""Puts the contracts of a spreadsheet on record: read, understood, checked row by row, confirmed, saved as one change."""
