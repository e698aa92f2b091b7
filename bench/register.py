"""How long does it take to publish the register of 3,000 contracts, and how much memory?

Budgets: publishing 10 s and 300 MB, a second run with nothing new 10 s, the first page 150 kB.
"""

import resource
import sys
import tempfile
from pathlib import Path

from full_drawer import drawer
from measure import SMALL, done, figure, timed

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from handlers.dialogue.desk import Message
from handlers.register.publish import PublishRequest, publish

CONTRACTS = 300 if SMALL else 3000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings, site = Settings(data=Path(folder) / "data"), Path(folder) / "site"
        store = open_store(settings)
        desk = desk_maker(settings, store)()
        store.replace_all(drawer(CONTRACTS))
        asked = PublishRequest(site, "https://schools.example.org/privacy", accepts=True)
        what = f"{CONTRACTS} contracts"
        figure(f"{what}: publish", timed(lambda: publish(asked, Message("publish"), desk)), "s", most=10)
        figure(f"{what}: again", timed(lambda: publish(asked, Message("publish"), desk)), "s", most=10)
        for page in ("index.html", "es/index.html"):
            figure(f"{what}: {page}", (site / page).stat().st_size / 1000, "kB", most=150)
        figure("most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, "MB", most=300)
    done()


if __name__ == "__main__":
    sys.exit(main())
