"""Which language a client reads: German unless it prefers another."""

from typing import Final

from exeoflow.texts import LANGUAGES, Language

DEFAULT_LANGUAGE: Final[Language] = "de"


def preferred_language(accept_language: str) -> Language:
    """Choose by the weights of `Accept-Language`; of equal ones the first wins.

    >>> preferred_language("fr, en-GB;q=0.8, de;q=0.5")
    'en'
    """
    best: Language = DEFAULT_LANGUAGE
    best_weight = 0.0
    for entry in accept_language.split(","):
        tag, _, parameters = entry.strip().partition(";")
        weight = _weight(parameters)
        language = _language(tag.strip().lower())
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best


def _language(tag: str) -> Language | None:
    if tag == "*":
        return DEFAULT_LANGUAGE
    return next((each for each in LANGUAGES if each == tag.partition("-")[0]), None)


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
