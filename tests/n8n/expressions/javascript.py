"""n8n's expressions evaluated by a JavaScript engine, with luxon: the judge of their translation."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import _quickjs

import exeoflow.code
from exeoflow.importers.n8n.expressions import templates
from exeoflow.importers.n8n.expressions.code import with_added_methods

NOTHING: Final = "<nothing>"
FAILED: Final = "<failed>"

_LIBRARIES: Final = Path(exeoflow.code.__file__).parent / "javascript"

# What a TypeError leaves is nothing; n8n's own errors are no `Error` here.
_NAMES: Final = """
luxon.Settings.defaultZone = "utc";
globalThis.DateTime = luxon.DateTime;
globalThis.$now = DateTime.now();
globalThis.$workflow = { name: "Shop", id: "w1" };
globalThis.$execution = { id: "e1" };
const hasNothing = (v) => typeof v === "object" && Object.keys(v).length === 0;
const isBlank = (v) => v === undefined || v === null || v === "" || hasNothing(v);
globalThis.$ifEmpty = (v, other) => (isBlank(v) ? other : v);
Object.assign(globalThis, { $max: Math.max, $min: Math.min, $not: (v) => !v });
globalThis.set = (text) => {
  const { item, input, earlier } = JSON.parse(text);
  const items = (list) => list.map((json, position) => ({ json, pairedItem: { item: position } }));
  const ends = (list) => ({ item: list[0], first: () => list[0], last: () => list.at(-1), all: () => list });
  const node = (list) => ends(items(list));
  globalThis.$json = item;
  globalThis.$itemIndex = 0;
  globalThis.$input = node(input);
  globalThis.$ = () => node(earlier);
  globalThis.$node = new Proxy({}, { get: () => ({ json: earlier[0], data: earlier[0] }) });
};
globalThis.run = (evaluate) => {
  try {
    const value = evaluate();
    return value === undefined ? "{}" : JSON.stringify({ value });
  } catch (fault) {
    return JSON.stringify({ fault: String(fault.message) });
  }
};
"""


def evaluated(template: str, values: Mapping[str, Any]) -> Any:
    """The value that n8n gives to a parameter's text; `values` are `item`, `input` and `earlier`."""
    context = _context()
    context.eval(f"set({json.dumps(json.dumps(values))})")
    answer = json.loads(context.eval(f"run(() => {{ {_source(template)} }})"))
    return FAILED if "fault" in answer else answer.get("value", NOTHING)


@cache
def _context() -> Any:
    context = _quickjs.Context()
    context.set_time_limit(5)
    context.set("__zones", context.parse_json("{}"))
    for name in ("international.js", "luxon.min.js", "n8n_methods.js"):
        context.eval((_LIBRARIES / name).read_text())
    context.eval(_NAMES)
    return context


@cache
def _source(template: str) -> str:
    parts = templates.split(template.removeprefix("="))
    if len(parts) == 1 and isinstance(parts[0], templates.Code):
        return _tried(f"return ({with_added_methods(parts[0].source)}\n)")
    return f"return [{', '.join(map(_piece, parts))}].join('')"


def _piece(part: templates.Part) -> str:
    if isinstance(part, str):
        return json.dumps(part)
    source = with_added_methods(part.source)
    written = "v || v === 0 || v === false ? v : ''"
    tried = _tried(f"v = ({source}\n)")
    return f"(() => {{ let v; {tried} return {written} }})()"


def _tried(statement: str) -> str:
    return f"try {{ {statement} }} catch (fault) {{ if (!(fault instanceof Error)) throw fault }}"
