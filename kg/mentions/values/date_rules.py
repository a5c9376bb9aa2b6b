"""The ways in which Indonesian news tells a date, as rules over text."""

import re
from functools import cache

from kg.mentions.values.date_reading import (
    Reader,
    group,
    no_date,
    read_day,
    read_day_word,
    read_month,
    read_numbered,
    read_numeric,
    read_recent,
    read_same_day,
    read_season,
    read_unit,
    read_weekday,
    read_year,
)
from kg.mentions.values.date_words import (
    YEAR,
    DatePieces,
    count_nouns,
    date_words,
    noun,
    numbered_unit,
    pieces,
    table,
)
from kg.mentions.values.numerals import numeral
from kg.mentions.values.scan import Rule
from kg.mentions.values.words import END, START, any_of, folded, follows, pattern, precedes

_MONTH_NUMBER = r"(?P<number>0?[1-9]|1[0-2])"
_EARLIEST_BARE_YEAR = 1900
_DAY_START = r"(?<![\w/.,])(?<!\d[-–])"  # "4 Mei-26 Mei"


@cache
def date_rules() -> tuple[Rule[Reader], ...]:
    """All rules; of two that match the same words the earlier one is used."""
    piece = pieces()
    return (
        *_blind(piece),
        *_numeric(piece),
        *_days(piece),
        *_months(piece),
        *_years(piece),
        *_weekdays(piece),
        *_relative(piece),
    )


def _blind(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    """Hijri dates, "1990-an", "abad ke-19", "Nomor 8 Tahun 2024"."""
    year, suffix = f"(?:{noun('year')}\\s+)?", table()["decade_suffix"]
    hijri = f"(?:\\b\\d{{1,2}}\\s+[\\w']+\\s+)?\\b1[34]\\d\\d\\s*{any_of(table()['hijri'])}{END}"
    decade = f"{START}{piece.edge}{year}(?<!\\d)\\d{{4}}-{suffix}\\b"
    century = f"{START}{noun('century')}\\s+[\\w-]+"
    law = f"(?<![\\w.,])\\d{{1,3}}\\s+{noun('year')}\\s+{YEAR}"
    return tuple(
        Rule(pattern=pattern(text), read=no_date) for text in (hijri, decade, century, law)
    )


def _numeric(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    start = r"(?<![\w/.,-])"
    inner = (
        f"(?:(?P<from>{piece.day})\\s*[-–]\\s*)?(?P<day>{piece.day})\\s*/\\s*{_MONTH_NUMBER}"
        r"(?:\s*/\s*(?P<year>(?:19|20)\d\d|\d\d))?(?![\w/%]|[.,]\d)"
    )
    year = r"(?P<year>(?:19|20)\d\d)"
    dashed = rf"(?P<day>{piece.day})(?P<mark>[-.]){_MONTH_NUMBER}(?P=mark){year}(?![\w/-])"
    iso = rf"{year}-{_MONTH_NUMBER}-(?P<day>{piece.day})(?![\w/-])"
    lead = f"(?P<lead>{START}(?:{piece.lead}){{0,2}})"
    slashed = f"{lead}(?P<open>\\(\\s*)?{start}{inner}(?P<part>{piece.part})(?(open)\\s*\\))"
    rules = (slashed, f"{lead}(?P<open>\\()?{start}{dashed}(?(open)\\))", start + iso)
    return tuple(
        Rule(pattern=pattern(text, piece.tail), read=read_numeric, accept=_is_numeric)
        for text in rules
    )


def _is_numeric(match: re.Match[str]) -> bool:
    """Without a year only "Kamis (7/9)" and "(7/9)": "1/2" alone is a fraction."""
    return bool(group(match, "year") or group(match, "lead") or group(match, "open"))


def _later(piece: DatePieces) -> str:
    """A year told only at the second of two dates holds for the first."""
    return (
        f"(?=(?:{piece.range}|{piece.together})(?:{piece.lead})?(?:{piece.day}\\s+)?"
        f"{piece.month_name}\\s+(?P<later>{YEAR}))"
    )


def _days(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    lead = (
        f"(?:{START}(?:{piece.lead}){{1,2}}|{_DAY_START})(?:{noun('date')}\\s+)?(?P<open>\\()?"
        r"(?<![\d.,/])"
    )
    year = f"(?:{piece.year}|{_later(piece)})?"
    day = f"(?:(?P<from>{piece.day}){piece.range})?(?P<day>{piece.day})\\s*"
    listed = (
        f"{lead}(?P<day>{piece.day})(?={piece.together}{piece.day}\\s+{piece.month}"
        f"(?:\\s+(?P<year>{YEAR}))?)"
    )
    return (
        Rule(
            pattern=pattern(lead, day, piece.month, year, "(?(open)\\s*\\))", piece.tail),
            read=read_day,
        ),
        Rule(pattern=pattern(listed), read=read_day),
    )


def _months(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    start = f"(?:{START}|(?<=[^\\W\\d_]-))"  # "Oktober-November 2024"
    named = f"{start}{piece.edge}(?:{noun('month')}\\s+)?{piece.month}{piece.year}{piece.tail}"
    alone = (
        f"{START}{piece.edge}(?P<word>{noun('month')}\\s+)?{piece.full_month}"
        f"(?:{_later(piece)})?{piece.tail}"
    )
    return (
        Rule(pattern=pattern(named), read=read_month),
        Rule(pattern=pattern(alone), read=read_month, accept=_is_month),
    )


def _is_month(match: re.Match[str]) -> bool:
    """A month alone has a capital letter and a word beside it that goes with months."""
    if not match["month"][0].isupper():
        return False
    told = any(group(match, name) for name in ("edge", "word", "tail", "later"))
    return told or follows(match.string, match.start(), date_words().month_cues)


def _years(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    seasons = any_of(date_words().seasons)
    season = (
        f"{START}{piece.edge}(?P<season>{seasons})(?:{piece.year}|\\s+(?P<tail>{piece.direction}))"
    )
    year = (
        f"{START}{piece.edge}(?P<word>{noun('year')}\\s+)?(?<![\\w.,/$£€¥#])(?<!\\w-)"
        r"(?P<year>(?:1[5-9]|20)\d\d)(?:\s*[-–/]\s*(?P<until>(?:19|20)\d\d|(?<=/)\d\d))?"
        r"(?![\w%/]|-\w|[.,]\d)"
    )
    return (
        Rule(pattern=pattern(season), read=read_season),
        Rule(pattern=pattern(year), read=read_year, accept=_is_year),
    )


def _is_year(match: re.Match[str]) -> bool:
    """Four digits are a year where a word says so, else where none makes them a count or name."""
    words, text = date_words(), match.string
    if group(match, "word") or group(match, "edge"):
        return True
    if follows(text, match.start(), words.year_cues):
        return True
    return (
        int(match["year"]) >= _EARLIEST_BARE_YEAR
        and not follows(text, match.start(), words.year_not_after)
        and not precedes(text, match.end(), count_nouns())
    )


def _weekdays(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    text = (
        f"{START}(?P<word>{noun('day')}\\s+)?(?P<weekday>{piece.weekday}){END}{piece.part}"
        f"(?:\\s+(?:{piece.unit})\\s+(?P<week>{piece.direction})|{piece.tail})"
    )
    return (Rule(pattern=pattern(text), read=read_weekday, accept=_is_weekday),)


def _is_weekday(match: re.Match[str]) -> bool:
    words, text = date_words(), match.string
    if follows(text, match.start(), words.weekday_not_after):
        return False
    if folded(match["weekday"]) not in words.week_named_as_day or group(match, "word"):
        return True
    # "Minggu lalu, ..." at the start of a sentence is last week as far as anyone can tell.
    opens = not re.search(r"\w", text[: match.start()])
    return match["weekday"][0].isupper() and not (opens and group(match, "tail"))


def _relative(piece: DatePieces) -> tuple[Rule[Reader], ...]:
    words = date_words()
    day = f"{START}(?P<word>{any_of(words.days)}){END}"
    same = f"{START}{any_of(table()['same_day'])}{END}"
    weekend = any_of(table()["weekend"])
    unit = (
        f"{START}(?:(?P<weekend>{weekend})|{piece.edge}(?P<unit>{piece.unit}))"
        f"\\s+(?P<tail>{piece.direction})"
    )
    tails = any_of([*table()["past"], *table()["ahead"], *words.told])
    numbered = f"{numbered_unit()}\\s+(?P<tail>{tails}){END}"
    recent = f"{numbered_unit()}\\s+{any_of(table()['up_to_now'])}{END}"
    return (
        Rule(pattern=pattern(day), read=read_day_word),
        Rule(pattern=pattern(same), read=read_same_day),
        Rule(pattern=pattern(unit), read=read_unit, accept=_is_unit),
        Rule(pattern=pattern(numbered), read=read_numbered),
        Rule(pattern=pattern(recent), read=read_recent),
    )


def _is_unit(match: re.Match[str]) -> bool:
    """ "hari" alone counts no days, and "Minggu" with a capital inside a sentence is a day."""
    words, text = date_words(), match.string
    unit = group(match, "unit")
    if unit is None:
        return True
    if words.units[unit] == "day" or follows(text, match.start(), words.unit_not_after):
        return False
    if _number_before().search(text, 0, match.start()):
        return False
    opens = not re.search(r"\w", text[: match.start()])
    return unit not in words.week_named_as_day or match["unit"][0].islower() or opens


@cache
def _number_before() -> re.Pattern[str]:
    """ "11 bulan berikutnya" is no next month."""
    return pattern(START, numeral(), r"\s*$")
