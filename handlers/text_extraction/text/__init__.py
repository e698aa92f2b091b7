"""Reads files that are text already: web pages, Markdown, plain text."""
