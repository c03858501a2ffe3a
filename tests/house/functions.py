"""How long functions are, and how many lines hold a comment."""

import ast
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Function:
    """Where a function is, and the lines of its body without its docstring."""

    file: Path
    name: str
    length: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Of some files: their functions, the lines of code, and those with a comment."""

    functions: tuple[Function, ...]
    code: int
    comments: int

    @property
    def median_function(self) -> float:
        """The length in lines of the function in the middle."""
        return median(self._lengths) if self.functions else 0

    @property
    def long_function(self) -> float:
        """The length in lines that nine functions of ten do not exceed."""
        return quantiles(self._lengths, n=10)[-1] if len(self.functions) > 1 else self.median_function

    @property
    def _lengths(self) -> list[int]:
        return [each.length for each in self.functions]


def measured(files: Iterable[Path]) -> Measures:
    """Read Python files."""
    functions: list[Function] = []
    code = comments = 0
    for file in files:
        tree = ast.parse(file.read_bytes())
        functions += _functions(file, tree)
        said = _comment_lines(file)
        comments += len(said)
        code += sum(1 for line in file.read_text().splitlines() if line.strip())
    return Measures(tuple(functions), code, comments)


def _functions(file: Path, tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                length = (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1
                yield Function(file, node.name, length)


def _comment_lines(file: Path) -> set[int]:
    with file.open("rb") as opened:
        return {
            token.start[0]
            for token in tokenize.tokenize(opened.readline)
            if token.type == tokenize.COMMENT and not token.string.startswith(("# noqa", "# type:"))
        }
