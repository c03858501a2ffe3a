"""Where this machine has Chromium."""

import shutil
from pathlib import Path
from typing import Final

ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")


def chromium_program() -> Path | None:
    """Return the program, None where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return None if found is None else Path(found)
