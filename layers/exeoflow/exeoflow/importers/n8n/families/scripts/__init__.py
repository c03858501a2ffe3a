"""Code that stands for nodes of n8n, or around that of their authors: JavaScript, and Python for theirs."""

from functools import cache
from importlib.resources import files

from exeoflow.importers.n8n.pieces import Step


@cache
def script(name: str) -> str:
    """The source in a file of this folder."""
    return files(__name__).joinpath(name).read_text("utf-8")


def script_step(name: str, suffix: str = "code", **config: str) -> Step:
    """A step that a script is; it finds n8n's names, and with them `Buffer`, and yields any value."""
    names = {"language": "javascript", "names": "n8n", "mode": "value"}
    return Step("code", {**names, "source": script(name), **config}, suffix)
