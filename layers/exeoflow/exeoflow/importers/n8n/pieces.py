"""What one node of n8n becomes: steps, how they hang together, and where items come in and go out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

from exeoflow.importers.n8n.jsonata import literal

MAIN: Final = ""
"""The suffix of the step that has the node's own id."""

OWN: Final = "\ue000"
"""Begins, behind a backtick, the suffix of a step of the same piece; no name of an author has it."""

OWN_NAMES: Final = "exeoflow:"
"""Begins the names under which code is given what is no node of n8n, beside the nodes that it reads."""

ARRIVES: Final = "arrives"
"""The suffix of a step before the others that hands its input on."""

ARRIVING: Final = f"$nodes.`{OWN}{ARRIVES}`"
"""JSONata for the items as they arrive: those of the step `ARRIVES`, or where a piece has none the input."""

RUNS: Final = "runs"
"""The suffix of a step that counts how often a node in a cycle or a loop has run before."""

INPUTS: Final = "inputs"
"""The suffix of the step that waits for all inputs of a node."""

COUNTED: Final = "@counted"
"""Pairs of a node that says nothing of them: by how many items there are."""

ALL: Final = "@all"
"""Pairs of a node that makes one item of all that it is given."""

AT: Final = "\ue001"
"""Stands in a text of pairs for the position of the output's item."""

NO_FILES: Final = "{}"
"""JSONata for the files of an item that certainly has none."""

ROW_OF_CODE: Final = '"j": $r.json, "k": $type($r.from) = "null" ? [] : $r.from'
"""The members of a row for `Place.from_rows`, of what code with origins yields as `$r`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A node of the workflow; its id is the instance's and the suffix. An empty list of it may be dead."""

    type: str
    config: Mapping[str, Any]
    suffix: str = MAIN
    stops_when_empty: bool = False
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exit:
    """Where an output's items leave: a step's handle. `items` is JSONata for them, if they can be read."""

    suffix: str = MAIN
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A connection between two steps of a piece."""

    source: str
    target: str
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """Steps within a piece that lie beside others, and the links that lead over them."""

    steps: tuple[Step, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """By input: JSONata for the list of positions that the item at position `AT` comes from."""

    by_input: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """The translation of an instance. `entries` is by input, `exits` by output."""

    steps: tuple[Step, ...]
    links: tuple[Link, ...] = ()
    entries: Mapping[int, str] = field(default_factory=lambda: {0: MAIN})
    exits: Mapping[int, Exit] = field(default_factory=lambda: {0: Exit()})
    returns: str | None = None
    """The step that what comes back into a loop leads to, if not the one that items come in by."""
    pairs: Mapping[int, str | Origins] = field(default_factory=dict)
    """By output: JSONata for the input position of the item that the one at position `AT` comes from,
    or for several of them."""
    readable: Mapping[int, str] = field(default_factory=lambda: {0: MAIN})
    """By output: the step whose output is the list of items."""
    lists: Mapping[int, str] = field(default_factory=dict)
    """By output: JSONata for the list of items, for who comes by another output."""
    keeps: str | None = None
    """Of a loop: the step by which what does not come back stays within it."""
    hides_empty_runs: bool = False
    """Whether n8n says nothing of a run without any item."""
    files: str | None = None
    """JSONata for the files, by their names, of the first output's item at position `AT`."""
    begins: tuple[str, ...] = (MAIN,)
    """The steps of which exactly one runs, once, in each run of the instance."""
    tracked: "Piece | None" = None
    """The same with pairs that are known: it keeps more, and stands in where somebody reads them."""
    handing_on: "Callable[[], Piece | None] | None" = None
    """Of code that may give whole items on: makes the same with their files, which stands in where somebody
    reads them; None where nobody can tell those that come in."""

    @property
    def arriving(self) -> str:
        """What `ARRIVING` stands for in its steps."""
        return ARRIVING if any(each.suffix == ARRIVES for each in self.steps) else "$input"


def with_texts(config: Any, changed: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON
    """A configuration with each of its texts changed, at any depth; the names of its fields stay."""
    match config:
        case str():
            return changed(config)
        case Mapping():
            return {name: with_texts(each, changed) for name, each in config.items()}
        case list() | tuple():
            return [with_texts(each, changed) for each in config]
    return config


def step_id(own: str, suffix: str) -> str:
    """The id of a step of the instance whose own id that is."""
    return f"{own}_{suffix}" if suffix else own


def links_along(way: Iterable[str]) -> tuple[Link, ...]:
    """Links from each step to the next one, by their suffixes."""
    return tuple(Link(one, other) for one, other in pairwise(way))


def behind(piece: Piece, steps: Sequence[Step], links: Iterable[Link]) -> Piece:
    """The piece behind steps, by the first of which items come in; `links` lead along them and to it."""
    first = steps[0].suffix
    return replace(
        piece,
        steps=(*steps, *piece.steps),
        links=(*links, *piece.links),
        entries={0: first},
        begins=(first,),
    )


def behind_loop(piece: Piece, makes: Step, *way: Step) -> Piece:
    """The piece behind a step that makes a list and the way that each of the list goes in turn."""
    each = Step("for_each", {"items": "{{ $input }}"}, "each")
    links = (
        Link(makes.suffix, "each"),
        Link("each", way[0].suffix, "loop"),
        *links_along(step.suffix for step in (*way, each)),
        Link("each", piece.entries[0], "done"),
    )
    return behind(piece, (makes, each, *way), links)


def counting_runs() -> Step:
    """The step `RUNS`, which reads what it was in the pass before."""
    own = f"$nodes.`{OWN}{RUNS}`"
    return Step("transform", {"expression": f'$type({own}) = "number" ? {own} + 1 : 0'}, RUNS)


def reads_runs(piece: Piece) -> bool:
    """Whether some step of the piece reads how often the node has run before."""
    return any(f"{OWN}{RUNS}`" in literal(each.config) for each in piece.steps)


def behind_arrival(piece: Piece, *more: Step) -> Piece:
    """The piece behind a step that keeps the items as they arrive, and `more` steps after that one."""
    way = (ARRIVES, *(each.suffix for each in more), piece.entries[0])
    return replace(
        piece,
        steps=(*piece.steps, Step("transform", {"expression": "$input"}, ARRIVES), *more),
        links=(*links_along(way), *piece.links),
        entries={0: ARRIVES},
        begins=(ARRIVES,),
        tracked=None if piece.tracked is None else behind_arrival(piece.tracked, *more),
    )


def listed(expression: str, *, stops: bool = True, pairs: str | None = AT) -> Piece:
    """A piece of one step that yields a list of items; an empty one is dead."""
    step = Step("transform", {"expression": expression}, stops_when_empty=stops)
    return Piece((step,), pairs={} if pairs is None else {0: pairs})
