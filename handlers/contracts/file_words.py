"""Which sentences do people read about a contract's file?"""


def too_large(name: str, size: int, most: int) -> str:
    """A file that is too large."""
    return f"{name[:80]} is {size / 1048576:.0f} MB; the limit is {most // 1048576} MB. Give a link to it instead."


def no_document(name: str) -> str:
    """A file that is no PDF or Word document."""
    return f"{name[:80]} is neither a PDF nor a Word file (.docx). Save it as one of these."


def empty(name: str) -> str:
    """A file without anything in it."""
    return f"{name[:80]} is empty. Save it again, then send me that one."


def something_else(name: str) -> str:
    """A file that is not what its name says."""
    return f"{name[:80]} has the name of a PDF or Word file but is not one. Open it, and save it as PDF or Word."


def no_file(id: str) -> str:
    """No file was kept."""
    return f"No file is kept for {id}. To add one, type correct {id} and choose it."


def file_of(name: str, size: int) -> str:
    """The kept file."""
    return f"{name}, {max(size // 1024, 1):,} kB, as it was given."
