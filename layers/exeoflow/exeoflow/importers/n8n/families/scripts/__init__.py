"""JavaScript that stands for nodes of n8n whose meaning is code."""

from functools import cache
from importlib.resources import files


@cache
def script(name: str) -> str:
    """The source in a file of this folder."""
    return files(__name__).joinpath(name).read_text("utf-8")
