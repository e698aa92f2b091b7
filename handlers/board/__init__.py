"""The board: everything that is due and on record, on one page."""
