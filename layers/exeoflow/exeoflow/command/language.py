"""The language of the person at the terminal."""

import os
from typing import Final

from exeoflow.texts import Language

_VARIABLES: Final = ("EXEOFLOW_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def users_language() -> Language:
    """Return the first that is set of the usual variables; English where none says German."""
    for name in _VARIABLES:
        if said := os.environ.get(name, ""):
            return "de" if said.lower().startswith("de") else "en"
    return "en"
