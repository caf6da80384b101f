"""Amounts in words: "seven", "half a litre", "an hour and a half", "two bananas"."""

from __future__ import annotations

import re

from cramp_diary.core.errors import NoOneNumber, UnreadableAmount

_ONES_IN_ORDER = (
    "zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen"
    ",sixteen,seventeen,eighteen,nineteen"
)
_TENS_IN_ORDER = "twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety"
_ONES, _TENS = _ONES_IN_ORDER.split(","), _TENS_IN_ORDER.split(",")
_NUMBERS = {word: number for number, word in enumerate(_ONES)}
_NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}
_WORD = "|".join(_NUMBERS)
_TWO_WORDS = rf"\b({'|'.join(_TENS)})[ -]({'|'.join(_ONES[1:10])})\b"
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_ABOUT = r"^(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|c\.|~)\s*"

_STEPS = (
    (r"\b(\d+|an?) ([a-z]+) and (?:a )?half\b", lambda m: f"{_count(m[1])}.5 {m[2]}"),
    (r"\b(\d+) and (?:a )?half\b", lambda m: f"{m[1]}.5"),
    (r"\b(?:3|the 3) quarters?(?: of)?(?: an?)? ?", lambda _: "0.75 "),
    (r"\b(?:an? )?quarter(?: of)?(?: an?)? ?", lambda _: "0.25 "),
    (r"\b(?:an? )?half(?: of)?(?: an?)? ?", lambda _: "0.5 "),
    (
        r"\b(?:(\d{1,6}) )?([123])/([234])\b",
        lambda m: f"{int(m[1] or 0) + int(m[2]) / int(m[3]):.12g}",
    ),
    (r"(?:^|(?<= ))an? ", lambda _: "1 "),
)
"""What is written with digits, in order."""

_VOLUME_UNITS = (
    (r"\bmilli ?(?:litre|liter)s?\b|\bmls\b", "ml"),
    (r"\bcenti ?(?:litre|liter)s?\b", "cl"),
    (r"\bdeci ?(?:litre|liter)s?\b", "dl"),
    (r"\b(?:litre|liter|ltr)s?\b", "l"),
    (r"\b(?:fluid )?ounces?\b", "fl oz"),
    (r"\bfl\. ?oz\.?", "fl oz"),
)
_DRUNK = r" of (?:water|tea|coffee|juice|milk|anything|something)$"

_SEVERITIES = (
    "mild,slight,light,weak,low,moderate,medium,middling,average,bad,strong,hard,high,severe"
    ",intense,terrible,awful,horrible,extreme,worst,unbearable,excruciating,painful"
)
_OUT_OF_TEN = r"(?i)(?<=\w)\s*(?:/|out of|of)\s*(?:10|ten)$"

_SERVING = (
    r"bananas?|oranges?|spinach|bowls? of spinach|nuts|handfuls? of (?:mixed )?nuts"
    r"|(?:electrolyte )?(?:serving|portion)s?|electrolytes?|electrolyte drinks?"
)
_UNCOUNTED = ("nuts", "spinach")
"""One serving by themselves; "3 nuts" are not three."""


def _count(word: str) -> str:
    return word if word.isdecimal() else "1"


def to_digits(text: str) -> str:
    """Return a text with its numbers in digits, without "about" before them.

    >>> [to_digits(text) for text in ("about seven", "half an hour", "an hour and a half")]
    ['7', '0.5 hour', '1.5 hour']
    >>> [to_digits(text) for text in ("1 1/2 l", "twenty-five", "two and a half", "a glass")]
    ['1.5 l', '25', '2.5', '1 glass']
    """
    text = re.sub(_ABOUT, "", " ".join(text.casefold().split()))
    for sign, fraction in _FRACTIONS.items():
        text = text.replace(sign, f" {fraction}")
    text = re.sub(_TWO_WORDS, lambda m: str(_NUMBERS[m[1]] + _NUMBERS[m[2]]), text)
    text = re.sub(rf"\b(?:{_WORD})\b", lambda m: str(_NUMBERS[m[0]]), text.strip())
    for pattern, replace in _STEPS:
        text = re.sub(pattern, replace, text)
    return text.strip()


def split_volumes(text: str) -> list[str]:
    """Return the volumes that a text adds up, in digits and with short units.

    >>> split_volumes("half a litre of water"), split_volumes("2 litres and a glass")
    (['0.5 l'], ['2 l', '1 glass'])
    """
    plain = re.sub(_DRUNK, "", to_digits(text))
    for pattern, unit in _VOLUME_UNITS:
        plain = re.sub(pattern, unit, plain)
    return re.split(r" and | ?\+ ?| plus ", plain)


def to_duration(text: str) -> str:
    """Return a duration in digits: "1 hour and 30 minutes" without its "and".

    >>> to_duration("an hour and thirty minutes")
    '1 hour 30 minutes'
    """
    return re.sub(r"([a-z]) and (\d)", r"\1 \2", to_digits(text))


def drop_scale(text: str) -> str:
    """Return a severity or an effort without "out of 10" after it.

    >>> drop_scale("8/10"), drop_scale("seven out of ten")
    ('8', 'seven')
    """
    return re.sub(_OUT_OF_TEN, "", text.strip())


def refuse_severity_in_words(text: str) -> None:
    """Refuse a severity that is a word for several numbers, such as "severe".

    Raises
    ------
    NoOneNumber
        If it is such a word.
    """
    words = text.casefold().removeprefix("very ").removeprefix("quite ").strip()
    if words in _SEVERITIES.split(","):
        raise NoOneNumber(text.strip())


def parse_servings(text: str) -> float:
    """Add up servings that are named, such as "2 bananas and an orange".

    >>> parse_servings("2 bananas and an orange"), parse_servings("a handful of nuts")
    (3.0, 1.0)

    Raises
    ------
    UnreadableAmount
        If something else is named.
    """
    total = 0.0
    for part in re.split(r" and |[,;+]\s+|\+", to_digits(text)):
        match = re.fullmatch(rf"(?:(\d+(?:[.,]\d+)?)\s*)?({_SERVING})", part.strip())
        if match is None or (match[1] and match[2] in _UNCOUNTED):
            raise UnreadableAmount("number of servings", text, "2, 2 bananas or a handful of nuts")
        total += float((match[1] or "1").replace(",", "."))
    return total
