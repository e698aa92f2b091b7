"""How long does it take to read papers of 40 and 500 pages, and how much memory?

Budgets: 40 pages in 1.5 s, and 400 MB for the longest. The papers have two columns, headers and footers.
"""

import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import SMALL, done, figure
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from handlers.text_extraction.building import read_paper

PAGES = (40,) if SMALL else (40, 500)
A_PAGE = 8.5
"""Clauses that fill a page."""
WORDS = (
    "the operator shall use student data only for purposes of this agreement and tell the board within thirty days of any"
    " breach parents may review records encryption audits training deletion on request security measures"
).split()


def edge(canvas: Canvas, made: BaseDocTemplate) -> None:
    canvas.drawString(50, 760, "Terms of Service, version 3")
    canvas.drawRightString(560, 30, f"Page {made.page}")


def paper(pages: int) -> bytes:
    """A PDF of at least so many pages."""
    chance, style, into = random.Random(pages), getSampleStyleSheet()["BodyText"], io.BytesIO()
    made = BaseDocTemplate(into, pagesize=letter)
    made.addPageTemplates(PageTemplate(frames=[Frame(50, 60, 250, 680), Frame(310, 60, 250, 680)], onPage=edge))
    clauses = (" ".join(chance.choices(WORDS, k=95)).capitalize() for _ in range(int(pages * A_PAGE)))
    made.build([Paragraph(f"{number}. {clause}.", style) for number, clause in enumerate(clauses, 1)])
    return into.getvalue()


def measured(path: str) -> None:
    """Read a file in a process that holds nothing else, and print its pages, the seconds and the MB that it took."""
    content = Path(path).read_bytes()
    start = time.perf_counter()
    read = read_paper(content, path)
    print(len(read.pages), time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder) / "paper.pdf"
            path.write_bytes(paper(pages))
            command = [sys.executable, __file__, str(path)]
            subprocess.run(command, check=True, capture_output=True)  # once before, as after the first paper of a day
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            figure(f"reading {told[0]} pages", float(told[1]), "s", most=1.5 if pages == PAGES[0] else 15)
            figure(f"the process that read {told[0]} pages", float(told[2]), "MB", most=400)
    done()


if __name__ == "__main__":
    measured(sys.argv[1]) if len(sys.argv) > 1 else main()
