"""How long do the figures and the packet of 3,000 contracts take, and how much memory?

Budgets: a packet in 10 s and 300 MB. It measures a process of its own, ``dpa packet``, on files.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from full_drawer import drawer
from measure import ROOT, SMALL, done, figure, timed

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.dialogue.desk import Message
from handlers.packet.packet import stats

CONTRACTS = 100 if SMALL else 3000


def written(folder: Path, name: str) -> None:
    """Write a packet as a person would."""
    env = os.environ | {"DPA_DATA": str(folder), "DPA_NOW": "2026-11-27T09:00"}
    subprocess.run([sys.executable, "-m", "bot.cli", "packet", str(folder / name)], env=env, cwd=ROOT, check=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        settings = Settings(data=folder)
        store = open_store(settings)
        store.replace_all(drawer(CONTRACTS))
        desk = desk_maker(settings, store)()
        figure(f"stats, {CONTRACTS} contracts", timed(lambda: stats("", Message(""), desk)) * 1000, "ms", most=1000)
        for name in ("packet.pdf", "packet.docx"):
            figure(f"{name}, {CONTRACTS} contracts", timed(lambda name=name: written(folder, name)), "s", most=10)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        figure("the largest of these processes", most, "MB", most=300)
    done()


if __name__ == "__main__":
    main()
