"""The language of the person at the terminal."""

import os
from typing import Final

from exeoflow.texts import LANGUAGES, Language

_VARIABLES: Final = ("EXEOFLOW_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def users_language() -> Language:
    """Return what the first of the usual variables that is set says; English where that is none of ours."""
    for name in _VARIABLES:
        if said := os.environ.get(name, ""):
            return next((each for each in LANGUAGES if said.lower().startswith(each)), "en")
    return "en"
