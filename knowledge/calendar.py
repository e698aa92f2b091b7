"""Legal holidays in Connecticut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

YEARS: Final = range(2016, 2101)
"""The years this calendar speaks for: from the first year of the act to the last year the library knows."""

_LISTED: Final = {
    "New Year's Day": "New Year's Day",
    "Martin Luther King Jr. Day": "Martin Luther King, Jr. Day",
    "Lincoln's Birthday": "Lincoln Day",
    "Washington's Birthday": "Washington's Birthday",
    "Memorial Day": "Memorial Day",
    "Juneteenth National Independence Day": "Juneteenth",
    "Independence Day": "Independence Day",
    "Labor Day": "Labor Day",
    "Columbus Day": "Columbus Day",
    "Veterans Day": "Veterans' Day",
    "Christmas Day": "Christmas",
}
"""The days C.G.S. 1-4 lists: the library's name, and ours. A name that is not here is not in the statute."""

_PROCLAIMED: Final = frozenset({"Good Friday", "Thanksgiving Day"})
_JUNETEENTH: Final = "Juneteenth National Independence Day"
_JUNETEENTH_SINCE: Final = 2023
_SHIFTED: Final = " (observed)"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One legal holiday.

    ``name`` is what people call the day; a day that stands in for a weekend one ends in " (observed)".
    ``by_proclamation``: the statute does not list the day, the Governor or the President appoints it; check each year.
    """

    day: date
    name: str
    by_proclamation: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Connecticut's legal holidays, C.G.S. 1-4, and the Governor's other days.

    ``extra`` are days appointed on top of the usual ones, each with its name; they never shift.
    A district's own closures do not belong here: they move no legal date.
    """

    extra: tuple[tuple[date, str], ...] = ()

    def holiday(self, day: date) -> Holiday | None:
        """Find the legal holiday on ``day``, or None. A listed day on a weekend is one, and so is the day it shifts to.

        Takes a plain date, not a date-time (TypeError), within ``YEARS`` (ValueError).
        """
        if isinstance(day, datetime):
            raise TypeError("A holiday is looked up by its date, without a time.")
        if day.year not in YEARS:
            raise ValueError(f"The calendar knows the years {YEARS[0]} to {YEARS[-1]}, not {day.year}.")
        if listed := _year(day.year).get(day):
            return listed
        return next((Holiday(day, name, by_proclamation=True) for extra, name in self.extra if extra == day), None)

    def named(self, name: str, year: int) -> date:
        """The day of a year on which a holiday of that name is. Raises KeyError for a name that it does not know."""
        days = {holiday.name: day for day, holiday in _year(year).items()}
        return days[name]


@cache
def _year(year: int) -> Mapping[date, Holiday]:
    """Compute the holidays of one year, by date.

    The library knows the dates and the statute's shift (Sunday to Monday, Saturday to Friday, even into the year
    before). It differs from the statute in two ways: Juneteenth starts with the federal law in 2021, not with
    PA 22-128, and the two proclaimed days are mixed with the listed ones.
    """
    import holidays  # noqa: PLC0415 - a tenth of a second (it loads every country), spent only when first needed

    # Left alone, the library takes the language of its names from the environment.
    found = holidays.country_holidays("US", subdiv="CT", years=year, language="en_US")
    return {day: holiday for day in found for name in found.get_list(day) if (holiday := _read(day, name))}


def _read(day: date, name: str) -> Holiday | None:
    """Turn the library's day into a legal holiday of Connecticut, or None where it is none."""
    plain = name.removesuffix(_SHIFTED)
    if plain in _PROCLAIMED:
        return Holiday(day, plain.removesuffix(" Day"), by_proclamation=True)
    if plain not in _LISTED or (plain == _JUNETEENTH and day.year < _JUNETEENTH_SINCE):
        return None
    return Holiday(day, name.replace(plain, _LISTED[plain]))
