"""How long does a newcomer wait, from a fresh clone and a spreadsheet to a published register?

Clones this repository, sets it up as `make run` does (which fetches packages), logs a first contract, imports a list of 300,
and publishes. Each step is one that a person types; what they read and decide in between is not in the figures. Not among
`make bench`, since it needs the network. `--small` copies the environment that is here instead of setting one up.
"""

import csv
import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from measure import ROOT, SMALL, done, figure, say, timed

CONTRACTS = 300
MOST_MINUTES = 5
FIRST = "vendor: Acme; product: Acme Read; executed: 2026-10-07; provisions: all"
ADDRESS = "https://schools.example.org/privacy"


def sheet(path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["Our contracts with student data"])
        lines.writerow(["Vendor", "Product", "Date signed", "Expires", "Posted", "Purpose", "Description", "Data"])
        for number in range(CONTRACTS):
            signed = date(2023, 1, 3) + timedelta(days=number * 4)
            days = [f"{day:%m/%d/%Y}" for day in (signed, signed + timedelta(days=1500), signed + timedelta(days=3))]
            more = ["Practice", "An app for class.", "names, grades"]
            lines.writerow([f"Vendor {number}", f"App {number}", *days, *more])
    return path


class Newcomer:
    """Somebody with a terminal in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.total = folder / "clone", 0.0
        self.env = {**os.environ, "DPA_DATA": str(folder / "data")}
        self.env.pop("DPA_DATABASE_URL", None)

    def does(self, what: str, *words: str, at: Path | None = None) -> None:
        """Type a command; its seconds, and the last line that it says."""
        said: list[str] = []

        def run() -> None:
            ran = subprocess.run(words, cwd=at or self.clone, env=self.env, capture_output=True, text=True, check=False)
            if ran.returncode:
                raise SystemExit(f"{what}: {ran.stdout[-500:]}{ran.stderr[-2000:]}")
            said.extend((ran.stdout + ran.stderr).strip().splitlines())

        seconds = timed(run)
        self.total += seconds
        figure(what, seconds, "s")
        if said:
            say(f"    {said[-1][:150]}")


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        person, contracts = Newcomer(folder), sheet(folder / "contracts.csv")
        person.does("git clone", "git", "clone", "-q", str(ROOT), str(person.clone), at=folder)
        dpa: tuple[str, ...] = (str(person.clone / ".venv/bin/dpa"),)
        if SMALL:
            dpa = (sys.executable, "-m", "bot.cli")
            person.does("dpa learn", *dpa, "learn")
        else:
            person.does("make setup (a venv, the packages, the phrasings)", "make", "setup")
        person.does("the first contract: dpa log-contract", *dpa, "log-contract", FIRST)
        person.does("the district's name: dpa setup", *dpa, "setup", f"district: Maplewood; site: {ADDRESS}")
        person.does("dpa import --dry-run", *dpa, "import", str(contracts), "--dry-run")
        person.does("dpa import", *dpa, "import", str(contracts))
        site = str(folder / "site")
        person.does("dpa publish", *dpa, "publish", site, "--address", ADDRESS, "--accept")
        figure("from nothing to a published register", person.total / 60, "min of waiting", most=MOST_MINUTES)
        say(f"{sum(1 for _ in Path(site).rglob('*.html'))} pages")
    done()


if __name__ == "__main__":
    main()
