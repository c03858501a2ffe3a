"""Code in Python: n8n's names are given to it by functions that stand before it."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any, Final

from exeoflow.code.worker.python_scope import MODULES
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import ROW_OF_CODE, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_GIVEN: Final = ("_input", "_items", "_item", "_json", "_")
"""The parameters of the function that the author's code becomes; `_("Node")` is n8n's `$("Node")`."""
_MISSING: Final = frozenset(
    {"_env", "_evaluateExpression", "_execution", "_fromAI", "_getNodeParameter", "_getWorkflowStaticData"}
    | {"_itemIndex", "_jmespath", "_node", "_now", "_parameter", "_prevNode", "_runIndex", "_secrets"}
    | {"_today", "_vars", "_workflow"}
)
_MAX_SOURCE: Final = 60_000


def translate_python(place: Place, mode: str) -> Piece:
    """Code that runs once for all items, or, by the mode `each`, for each of them."""
    written = place.parameter("pythonCode", "")
    if not isinstance(written, str) or is_computed(written) or len(written.encode()) > _MAX_SOURCE:
        raise Refused("setting-unsupported", setting="pythonCode")
    try:
        tree = ast.parse(written)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refused("setting-unsupported", setting="pythonCode") from None
    for name in _unknown(tree):
        raise Refused("setting-unsupported", setting=name)
    for name in _read(tree):
        place.read(name, written, reads_files=False)
    place.fail_as_a_whole()
    place.note("setting-approximated", setting="language: python")
    code = Step("code", _config(place, _whole(tree, mode)), "code")
    rows = place.from_rows(place.whole(_ROWS))
    return behind(rows, (code,), (Link("code", "rows"),))


_ROWS: Final = f"[$map($input, function($r) {{ {{{ROW_OF_CODE}}} }})]"


def _config(place: Place, source: str) -> dict[str, Any]:
    given: Mapping[str, str] = {"items": place.arriving, "nodes": object_of(place.given)}
    return {"language": "python", "source": source, "input": f"{{{{ {place.whole(object_of(given))} }}}}"}


def _whole(tree: ast.Module, mode: str) -> str:
    """The source: n8n's names, the author's code as a function, and its call."""
    whole = ast.parse(script("python_items.py"))
    call = "run_each" if mode == "each" else "run_all"
    frame = ast.parse(f"def code({', '.join(_GIVEN)}): pass\nreturn {call}(code, input)")
    function = frame.body[0]
    if isinstance(function, ast.FunctionDef) and tree.body:
        function.body = tree.body
    whole.body += frame.body
    return ast.unparse(whole)


def _unknown(tree: ast.Module) -> Iterator[str]:
    """What n8n's Python may use and this one has not."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name in _MISSING:
                yield name
            case ast.Import(names=names):
                yield from (f"import {each.name}" for each in names if each.name not in MODULES)
            case ast.ImportFrom(module=module) if module not in MODULES:
                yield f"import {module}"
            case ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield "await"
            case ast.Constant(value="binary") | ast.Attribute(attr="binary"):
                yield "binary"
            case ast.Call(func=ast.Name(id="_")) if not _names_a_node(node):
                yield "_(...)"


def _names_a_node(call: ast.Call) -> bool:
    match call.args:
        case [ast.Constant(value=str())]:
            return not call.keywords
    return False


def _read(tree: ast.Module) -> Iterator[str]:
    """The other nodes that are read."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str() as name)]):
                yield name
