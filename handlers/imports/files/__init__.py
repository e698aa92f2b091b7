"""Reads a spreadsheet's bytes: its sheets, their cells, and where in a sheet the tables are."""
