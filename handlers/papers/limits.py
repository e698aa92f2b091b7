"""How much a file may take to be read: bytes, memory, seconds."""

from __future__ import annotations

import resource
from contextlib import suppress

LARGEST = 50 * 1024 * 1024
"""Bytes of a file."""
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of a Word file's part, unpacked."""
LONGEST = 5_000_000
"""Letters of a paper; 1,000 full pages are about three million."""
MEMORY = 700 * 1024 * 1024
"""Bytes of address space."""
PROCESSOR, WALL = 40, 60
"""Seconds of computing, and of waiting."""


def take_limits() -> None:
    """Limit this process for good; it may not write files any more."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # some systems do not have every limit
            resource.setrlimit(what, (most, most))
