"""Does the heartbeat check the posted pages once a week, and tell the team once of one that is gone?"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.links import AT_ONCE, MOST_UNANSWERED, PageChecker
from handlers.dialogue.desk import Desk
from storage.port import Draft
from storage.records import Contract, Place, Record, Setup
from storage.vault.sealed import PageChecks
from storage.vault.vault import open_vault
from tests.bot.districts import Districts, until
from tests.bot.links.website import Website

WEEK = timedelta(days=7)


class Office:
    """A district whose page checks the heartbeat begins; its time is the districts'."""

    def __init__(self, districts: Districts, data: Path, site: Website, within: float = 60) -> None:
        self.districts, self.site = districts, site
        self.checks = PageChecks(open_vault(data), "hartford")
        self.checker = PageChecker(loopback=True, within=within)
        plain = districts.desk

        def desk(district: str) -> Desk:
            return replace(plain(district), page_checks=self.checks)

        districts.clock.desk, districts.clock.on_day = desk, self.checker.begin

    def posts(self, *paths: str, links: bool = True) -> None:
        """Put a contract for each page."""

        def write(draft: Draft) -> Iterator[Record]:
            yield Setup(links=links, place="chat:team")
            yield Place(id="chat:team", surface="chat", private=True)
            for path in paths:
                id = draft.new_id(Contract)
                yield Contract(id=id, vendor="Newsela", executed=date(2026, 10, 1), link=self.site.at(path))

        self.districts.write("hartford", write)

    def week(self, after: timedelta = WEEK) -> None:
        """A beat so much later, its check to the end, and the beat that tells of it."""
        self.districts.now += after
        self.districts.beat()
        until(lambda: (last := self.checks.last()) is not None and last.checked == self.districts.now.date())
        until(lambda: self.checker.is_idle)
        self.districts.beat()

    @property
    def told(self) -> list[str]:
        return [title for _, title in self.districts.chat.said if "page" in title]


@pytest.fixture
def office(districts: Districts, tmp_path: Path, site: Website) -> Iterator[Office]:
    office = Office(districts, tmp_path, site)
    yield office
    office.checker.close()


def test_a_page_that_is_gone_twice_in_a_row_is_told_once(office: Office, site: Website) -> None:
    site.pages["/c-1"] = 200
    office.posts("/c-1")
    office.week(timedelta())
    del site.pages["/c-1"]
    office.week()
    assert not office.told
    office.week()
    assert office.told == ["A posted page is gone"]
    office.week()
    assert len(office.told) == 1
    site.pages["/c-1"] = 200
    office.week()
    assert office.checks.last() and not office.checks.last().bad  # type: ignore[union-attr]


def test_it_asks_once_a_week(office: Office, site: Website) -> None:
    site.pages["/c-1"] = 200
    office.posts("/c-1")
    office.week(timedelta())
    for _ in range(6):
        office.districts.now += timedelta(days=1)
        office.districts.beat()
    assert office.checker.is_idle and len(site.asked) == 1
    office.week(timedelta(days=1))
    assert len(site.asked) == 2


def test_nothing_is_asked_unless_the_district_wants_it(office: Office, site: Website) -> None:
    office.posts("/c-1", links=False)
    office.districts.beat()
    assert office.checker.is_idle and not site.asked and office.checks.last() is None


def test_two_bots_on_the_same_records_check_once(office: Office, site: Website) -> None:
    site.pages["/c-1"] = 200
    office.posts("/c-1")
    other = PageChecker(loopback=True)
    desk = office.districts.clock.desk("hartford")
    office.checker.begin("hartford", desk)
    other.begin("hartford", desk)
    until(lambda: office.checks.last() is not None)
    assert other.is_idle and len(site.asked) == 1


def test_few_are_asked_at_once_and_a_host_that_is_silent_is_left_alone(
    districts: Districts, tmp_path: Path, site: Website
) -> None:
    office = Office(districts, tmp_path, site, within=0.2)
    paths = [f"/{k}" for k in range(20)]
    site.silent.update(paths)
    office.posts(*paths)
    office.week(timedelta())
    assert len(site.asked) <= MOST_UNANSWERED + AT_ONCE
    assert not office.checks.last().bad  # type: ignore[union-attr]
    office.checker.close()


def test_it_stops_at_once_in_the_midst_of_a_check(office: Office, site: Website) -> None:
    site.silent.add("/c-1")
    office.posts("/c-1")
    office.districts.beat()
    until(lambda: bool(site.asked))
    office.checker.close()
    assert not [one for one in threading.enumerate() if one.name == "page check"] and office.checks.last() is None
