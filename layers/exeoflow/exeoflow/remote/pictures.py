"""Pictures of a workflow: a Mermaid flowchart for READMEs, and an SVG that any browser shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

_WIDTH: Final = 180
_HEIGHT: Final = 44
_GAP_X: Final = 40
_GAP_Y: Final = 64
_MARGIN: Final = 24
_LABEL_CHARACTERS: Final = 24
_SWEEPS: Final = 4
_SMALL: Final = ' class="k"'
_LOOK: Final = """\
<style>
svg{font:13px system-ui,sans-serif}.n{fill:#fff;stroke:#57606a}.t{fill:#ddf4ff}
.e{fill:none;stroke:#57606a}.k{fill:#57606a;font-size:11px}text{fill:#1f2328}
</style>"""
_ARROW: Final = """\
<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
<path d="M0 0 8 4 0 8z" fill="#57606a"/></marker></defs>"""
_SHAPES: Final = {"trigger": ("([", "])"), "condition": ("{", "}"), "switch": ("{", "}")}


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A workflow as it is drawn: what each node is called, and what leads where."""

    labels: Mapping[str, str]
    types: Mapping[str, str]
    edges: tuple[_Edge, ...]


def _drawing(workflow: Mapping[str, Any]) -> _Drawing:
    nodes = [node for node in _list(workflow, "nodes") if isinstance(node, Mapping) and "id" in node]
    types = {str(node["id"]): str(node.get("type", "")) for node in nodes}
    labels = {str(node["id"]): str(node.get("name") or node["id"]) for node in nodes}
    edges = (
        _Edge(str(each.get("source")), str(each.get("target")), str(each.get("source_handle") or ""))
        for each in _list(workflow, "connections")
        if isinstance(each, Mapping)
    )
    return _Drawing(
        labels, types, tuple(edge for edge in edges if edge.source in types and edge.target in types)
    )


def _list(workflow: Mapping[str, Any], name: str) -> list[Any]:
    value = workflow.get(name)
    return value if isinstance(value, list) else []


def mermaid(workflow: Mapping[str, Any]) -> str:
    """Return a flowchart: https://mermaid.js.org/syntax/flowchart.html."""
    drawn = _drawing(workflow)
    names = {node: f"n{number}" for number, node in enumerate(drawn.types)}
    lines = ["flowchart TD"]
    for node, name in names.items():
        start, end = _SHAPES.get(drawn.types[node], ("[", "]"))
        lines.append(f'  {name}{start}"{_quoted(drawn.labels[node])} · {_quoted(drawn.types[node])}"{end}')
    for edge in drawn.edges:
        label = f' -- "{_quoted(edge.label)}"' if edge.label else ""
        lines.append(f"  {names[edge.source]}{label} --> {names[edge.target]}")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace("\n", " ")


def svg(workflow: Mapping[str, Any]) -> str:
    """Return a drawing in layers, each node below what leads to it."""
    drawn = _drawing(workflow)
    places = _places(drawn)
    width = max((x for x, _ in places.values()), default=0) + _WIDTH + _MARGIN
    height = max((y for _, y in places.values()), default=0) + _HEIGHT + _MARGIN
    body = [*_paths(drawn, places), *_boxes(drawn, places)]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    title = escape(str(workflow.get("name") or "workflow"))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{title}</title>'
    ground = f'<rect width="{width}" height="{height}" fill="#f6f8fa"/>'
    return "\n".join([head, _LOOK, _ARROW, ground, *body, "</svg>"])


def _places(drawn: _Drawing) -> Mapping[str, tuple[int, int]]:
    layers = _layers(drawn)
    rows: dict[int, list[str]] = {}
    for node, layer in layers.items():
        rows.setdefault(layer, []).append(node)
    _uncross(rows, drawn)
    widest = max((len(row) for row in rows.values()), default=0)
    places = {}
    for layer, row in rows.items():
        indent = (widest - len(row)) * (_WIDTH + _GAP_X) // 2
        for index, node in enumerate(row):
            x = _MARGIN + indent + index * (_WIDTH + _GAP_X)
            places[node] = (x, _MARGIN + layer * (_HEIGHT + _GAP_Y))
    return places


def _layers(drawn: _Drawing) -> Mapping[str, int]:
    """Return for each node how far below the start it is: the longest way that goes back nowhere."""
    after: dict[str, list[str]] = {node: [] for node in drawn.types}
    for edge in drawn.edges:
        after[edge.source].append(edge.target)
    layers = dict.fromkeys(drawn.types, 0)
    for node in _topological(drawn, after):
        for target in after[node]:
            layers[target] = max(layers[target], layers[node] + 1)
    return layers


def _topological(drawn: _Drawing, after: dict[str, list[str]]) -> list[str]:
    """Order the nodes, triggers first; edges that close a circle are taken out of `after`."""
    done: list[str] = []
    state: dict[str, int] = {}  # 1: on the way from the root, 2: done
    roots = sorted(drawn.types, key=lambda node: drawn.types[node] != "trigger")
    for root in roots:
        stack = [] if root in state else [(root, iter(list(after[root])))]
        state.setdefault(root, 1)
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                state[node] = 2
                done.append(node)
            elif state.get(target) == 1:
                after[node].remove(target)
            elif target not in state:
                state[target] = 1
                stack.append((target, iter(list(after[target]))))
    return done[::-1]


def _uncross(rows: dict[int, list[str]], drawn: _Drawing) -> None:
    """Sort each row by the middle of what its nodes hang on (Sugiyama's barycentres), down and up again."""
    above: dict[str, list[str]] = {node: [] for node in drawn.types}
    below: dict[str, list[str]] = {node: [] for node in drawn.types}
    for edge in drawn.edges:
        above[edge.target].append(edge.source)
        below[edge.source].append(edge.target)
    for sweep in range(_SWEEPS):
        beside = above if sweep % 2 == 0 else below
        rank = {node: index - len(row) / 2 for row in rows.values() for index, node in enumerate(row)}
        for layer in sorted(rows, reverse=sweep % 2 == 1):
            rows[layer].sort(key=lambda node: _middle(beside[node], rank, rank[node]))
            rank.update({node: index - len(rows[layer]) / 2 for index, node in enumerate(rows[layer])})


def _middle(neighbours: list[str], rank: Mapping[str, float], own: float) -> float:
    return sum(rank[each] for each in neighbours) / len(neighbours) if neighbours else own


def _paths(drawn: _Drawing, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    out: dict[str, list[_Edge]] = {}
    for edge in drawn.edges:
        out.setdefault(edge.source, []).append(edge)
    for source, edges in out.items():
        edges.sort(key=lambda edge: places[edge.target][0])
        for index, edge in enumerate(edges):
            x = places[source][0] + _WIDTH * (index + 1) // (len(edges) + 1)
            yield from _path(edge, (x, places[source][1] + _HEIGHT), places)


def _path(edge: _Edge, start: tuple[int, int], places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    (x, y), (left, to_y) = start, places[edge.target]
    to_x = left + _WIDTH // 2
    bend = _GAP_Y // 2
    if to_y > y:
        way = f"M{x} {y} C{x} {y + bend} {to_x} {to_y - bend} {to_x} {to_y}"
        yield f'<path class="e" marker-end="url(#a)" d="{way}"/>'
    else:  # back up, around the right side of both
        side, end, middle = max(left, x) + _WIDTH, left + _WIDTH, to_y + _HEIGHT // 2
        down = f"M{x} {y} C{x} {y + bend} {side} {y + bend} {side} {y - bend}"
        way = f"{down} C{side} {middle} {side} {middle} {end} {middle}"
        yield f'<path class="e" stroke-dasharray="4 3" marker-end="url(#a)" d="{way}"/>'
    if edge.label:
        yield f'<text class="k" x="{x + 4}" y="{y + 14}">{escape(edge.label)}</text>'


def _boxes(drawn: _Drawing, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for node, (x, y) in places.items():
        look = "n t" if drawn.types[node] == "trigger" else "n"
        middle = x + _WIDTH // 2
        yield f'<rect class="{look}" x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
        yield _text("", middle, y + 19, drawn.labels[node])
        yield _text(_SMALL, middle, y + 35, drawn.types[node])


def _text(look: str, x: int, y: int, text: str) -> str:
    return f'<text{look} x="{x}" y="{y}" text-anchor="middle">{escape(_cut(text))}</text>'


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL_CHARACTERS else f"{text[: _LABEL_CHARACTERS - 1]}…"
