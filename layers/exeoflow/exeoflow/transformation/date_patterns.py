"""Dates as people write them, by patterns of letters: `dd.MM.yyyy HH:mm`.

The letters are those of Unicode's patterns, as luxon has them; text between apostrophes is itself.
Sources: https://unicode.org/reports/tr35/tr35-dates.html#Date_Format_Patterns,
https://moment.github.io/luxon/#/formatting?id=table-of-tokens.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from exeoflow.transformation.errors import DataInvalid, RequestInvalid
from exeoflow.transformation.moments import placed, zone_of

MONTHS: Final = {
    "en": (
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]
    ),
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}
DAYS: Final = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}
_SHORT_DAY: Final = {"en": 3, "de": 2}
_TOKEN: Final = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)")
_NOON: Final = 12
_CENTURY: Final = 100
# Two digits of a year mean the last 80 years or the next 19.
_PIVOT: Final = 80

Writer = Callable[[datetime, str], str]


def _offset(moment: datetime, separator: str) -> str:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{separator}{rest:02}"


_WRITERS: Final[Mapping[str, Writer]] = {
    "yyyy": lambda moment, _: f"{moment.year:04}",
    "yy": lambda moment, _: f"{moment.year % _CENTURY:02}",
    "y": lambda moment, _: str(moment.year),
    "MMMM": lambda moment, language: MONTHS[language][moment.month - 1],
    "MMM": lambda moment, language: MONTHS[language][moment.month - 1][:3],
    "MM": lambda moment, _: f"{moment.month:02}",
    "M": lambda moment, _: str(moment.month),
    "dd": lambda moment, _: f"{moment.day:02}",
    "d": lambda moment, _: str(moment.day),
    "EEEE": lambda moment, language: DAYS[language][moment.weekday()],
    "EEE": lambda moment, language: DAYS[language][moment.weekday()][: _SHORT_DAY[language]],
    "E": lambda moment, _: str(moment.isoweekday()),
    "HH": lambda moment, _: f"{moment.hour:02}",
    "H": lambda moment, _: str(moment.hour),
    "hh": lambda moment, _: f"{moment.hour % _NOON or _NOON:02}",
    "h": lambda moment, _: str(moment.hour % _NOON or _NOON),
    "a": lambda moment, _: "AM" if moment.hour < _NOON else "PM",
    "mm": lambda moment, _: f"{moment.minute:02}",
    "m": lambda moment, _: str(moment.minute),
    "ss": lambda moment, _: f"{moment.second:02}",
    "s": lambda moment, _: str(moment.second),
    "SSS": lambda moment, _: f"{moment.microsecond // 1000:03}",
    "ZZ": lambda moment, _: _offset(moment, ":"),
    "ZZZ": lambda moment, _: _offset(moment, ""),
    "z": lambda moment, _: str(moment.tzinfo),
    "kkkk": lambda moment, _: f"{moment.isocalendar().year:04}",
    "WW": lambda moment, _: f"{moment.isocalendar().week:02}",
    "W": lambda moment, _: str(moment.isocalendar().week),
    "ooo": lambda moment, _: f"{moment.timetuple().tm_yday:03}",
    "o": lambda moment, _: str(moment.timetuple().tm_yday),
    "q": lambda moment, _: str((moment.month + 2) // 3),
    "X": lambda moment, _: str(int(moment.timestamp())),
    "x": lambda moment, _: str(round(moment.timestamp() * 1000)),
}
_READERS: Final[Mapping[str, str]] = {
    "yyyy": r"\d{4}",
    "yy": r"\d{2}",
    "y": r"\d{1,4}",
    "MM": r"\d{2}",
    "M": r"\d{1,2}",
    "dd": r"\d{2}",
    "d": r"\d{1,2}",
    "HH": r"\d{2}",
    "H": r"\d{1,2}",
    "hh": r"\d{2}",
    "h": r"\d{1,2}",
    "a": r"[AaPp]\.?[Mm]\.?",
    "mm": r"\d{2}",
    "m": r"\d{1,2}",
    "ss": r"\d{2}",
    "s": r"\d{1,2}",
    "SSS": r"\d{3}",
    "ZZ": r"[+-]\d{2}:\d{2}|Z",
    "ZZZ": r"[+-]\d{4}|Z",
    "z": r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){0,2}",
    "X": r"-?\d{1,12}",
    "x": r"-?\d{1,15}",
}

# What other libraries write for the same.
_ELSEWHERE: Final[Mapping[str, str]] = {
    "YYYY": "yyyy",
    "YY": "yy",
    "DD": "dd",
    "D": "d",
    "DDDD": "ooo",
    "dddd": "EEEE",
    "ddd": "EEE",
    "A": "a",
    "Z": "ZZ",
    "ww": "WW",
    "w": "W",
    "T": "'T'",
}


def written(moment: datetime, pattern: str, language: str) -> str:
    """Write a moment by a pattern; raises RequestInvalid for a letter without meaning."""
    return _TOKEN.sub(lambda token: _written(token, moment, language), pattern)


def _written(token: re.Match[str], moment: datetime, language: str) -> str:
    if token[2] is None:
        return token[1].replace("''", "'") or "'"
    if token[2] not in _WRITERS:
        raise _meaningless(token[2])
    return _WRITERS[token[2]](moment, language)


def _meaningless(letters: str) -> RequestInvalid:
    meant = _ELSEWHERE.get(letters)
    advice = "text stands between apostrophes" if meant is None else f"here it is {meant}"
    return RequestInvalid(f"the pattern has {letters}, which has no meaning: {advice}")


def read(text: str, pattern: str, zone: ZoneInfo, language: str) -> datetime:
    """Read a moment by a pattern; raises DataInvalid where the text does not fit it."""
    names: list[str] = []
    found = re.fullmatch(_expression(pattern, language, names), text.strip(), re.IGNORECASE)
    if found is None:
        raise DataInvalid(f"the text does not fit the pattern {pattern}")
    parts = dict(zip(names, found.groups(), strict=True))
    try:
        return _moment(parts, zone, language)
    except (ValueError, OverflowError):
        raise DataInvalid("there is no such date") from None


def _expression(pattern: str, language: str, names: list[str]) -> str:
    """The pattern as a regular expression with a group for each of its letters, whose `names` are noted."""
    pieces: list[str] = []
    position = 0
    for token in _TOKEN.finditer(pattern):
        pieces.append(re.escape(pattern[position : token.start()]))
        position = token.end()
        if token[2] is None:
            pieces.append(re.escape(token[1].replace("''", "'") or "'"))
        else:
            names.append(token[2])
            pieces.append(f"({_reader(token[2], language)})")
    return "".join((*pieces, re.escape(pattern[position:])))


def _reader(letters: str, language: str) -> str:
    match letters:
        case "MMMM":
            return "|".join(MONTHS[language])
        case "MMM":
            return "|".join(f"{name[:3]}" for name in MONTHS[language])
        case "EEEE":
            return "|".join(DAYS[language])
        case "EEE":
            return "|".join(name[: _SHORT_DAY[language]] for name in DAYS[language])
        case _ if letters in _READERS:
            return _READERS[letters]
    raise _meaningless(letters)


def _moment(parts: Mapping[str, str], zone: ZoneInfo, language: str) -> datetime:
    if "X" in parts or "x" in parts:
        milliseconds = int(parts["x"]) if "x" in parts else int(parts["X"]) * 1000
        return placed(datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds), zone)
    local = datetime(
        _year(parts),
        _month(parts, language),
        _number(parts, 1, "dd", "d"),
        _hour(parts),
        _number(parts, 0, "mm", "m"),
        _number(parts, 0, "ss", "s"),
        _number(parts, 0, "SSS") * 1000,
        tzinfo=_zone(parts, zone),
    )
    return placed(local, zone)


def _zone(parts: Mapping[str, str], zone: ZoneInfo) -> tzinfo:
    """The zone that the text itself names, else the node's."""
    if "z" in parts:
        return zone_of(parts["z"])
    said = parts.get("ZZ") or parts.get("ZZZ")
    return zone if said is None else _fixed(said)


def _number(parts: Mapping[str, str], default: int, *letters: str) -> int:
    return next((int(parts[each]) for each in letters if each in parts), default)


def _year(parts: Mapping[str, str]) -> int:
    if "yy" in parts:
        short = int(parts["yy"])
        return 1900 + short if short >= _PIVOT else 2000 + short
    return _number(parts, 1970, "yyyy", "y")


def _month(parts: Mapping[str, str], language: str) -> int:
    for letters, length in (("MMMM", None), ("MMM", 3)):
        if letters in parts:
            names = [name[:length].casefold() for name in MONTHS[language]]
            return names.index(parts[letters].casefold()) + 1
    return _number(parts, 1, "MM", "M")


def _hour(parts: Mapping[str, str]) -> int:
    if "a" not in parts:
        return _number(parts, 0, "HH", "H", "hh", "h")
    hour = _number(parts, _NOON, "hh", "h")
    if not 1 <= hour <= _NOON:
        raise ValueError(hour)
    return hour % _NOON + (_NOON if parts["a"].casefold().startswith("p") else 0)


def _fixed(said: str) -> timezone:
    if said.upper() == "Z":
        return UTC
    sign = -1 if said.startswith("-") else 1
    return timezone(sign * timedelta(hours=int(said[1:3]), minutes=int(said[-2:])))
