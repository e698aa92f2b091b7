"""A clause as a quote, word for word."""

from __future__ import annotations

from handlers.papers.paper import Paper
from handlers.review.reading.read import ReadClause
from handlers.review.review import Evidence


def quote(read: ReadClause, paper: Paper) -> Evidence:
    """The clause as it stands in the paper."""
    return Evidence(read.clause.text, paper.page(read.clause.start), read.clause.start, read.clause.end)
