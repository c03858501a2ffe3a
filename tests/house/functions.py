"""How long functions are, and how many lines hold a comment."""

import ast
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Measures:
    """Of some files: lines of each function's body without its docstring, of code, and with a comment."""

    functions: tuple[int, ...]
    code: int
    comments: int

    @property
    def median_function(self) -> float:
        """The length in lines of the function in the middle."""
        return median(self.functions) if self.functions else 0

    @property
    def long_function(self) -> float:
        """The length in lines that nine functions of ten do not exceed."""
        return quantiles(self.functions, n=10)[-1] if len(self.functions) > 1 else self.median_function


def measured(files: Iterable[Path]) -> Measures:
    """Read Python files."""
    functions: list[int] = []
    code = comments = 0
    for file in files:
        tree = ast.parse(file.read_bytes())
        functions += _lengths(tree)
        said = _comment_lines(file)
        comments += len(said)
        code += sum(1 for line in file.read_text().splitlines() if line.strip())
    return Measures(tuple(functions), code, comments)


def _lengths(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                yield (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def _comment_lines(file: Path) -> set[int]:
    with file.open("rb") as opened:
        return {
            token.start[0]
            for token in tokenize.tokenize(opened.readline)
            if token.type == tokenize.COMMENT and not token.string.startswith(("# noqa", "# type:"))
        }
