"""Reads PDFs: the words of each page by their places, put back into lines, columns, tables and paragraphs."""
