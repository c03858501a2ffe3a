"""What each node's expressions read, and which inputs and outputs are therefore needed at all.

In: the flow and its regions. Out: each node's shape as a template, and what is read in each of its holes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal, NamedTuple

from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.compiler.flow.upstream import Upstream
from exeoflow.compiler.flow.vertices import Flow, Vertex
from exeoflow.compiler.machine import Earlier, Item, Output, Symbol, Trigger
from exeoflow.expressions import Names, Reference
from exeoflow.expressions.jsonata import first_of
from exeoflow.fixed import fixed
from exeoflow.nodes.lowering import (
    Bindings,
    Branch,
    Case,
    End,
    Pause,
    Shape,
    ShapeTemplate,
    shape_template,
)


class Constant(NamedTuple):
    """A text that is the same in the whole machine, as JSONata."""

    text: str
    kind: Literal["constant"] = "constant"


class Input(NamedTuple):
    """The reader's own input."""

    kind: Literal["input"] = "input"


INPUT: Final = Input()
TRIGGER: Final = Trigger()
NOTHING: Final = Constant("(null)")
VARIABLES_NAME: Final = "exeoflow_variables"
VARIABLES: Final = Constant(f"${VARIABLES_NAME}")
"""What the first state of a machine has read, if anything in it reads `$vars`."""
RESUME_URL_NAME: Final = "exeoflow_resume_url"
RESUME_URL: Final = Constant(f"${RESUME_URL_NAME}")
"""The address that it has opened, if anything in it reads `$execution.resume_url`."""

Read = Input | Symbol | Constant
"""What an expression reads: tuples, as symbols are, for each is compared with others many times."""

Pair = tuple[int, int]
"""A vertex whose output is read, and its reader."""


@fixed
class NodeReads:
    """A node's shape, and what is read in each of its holes."""

    template: ShapeTemplate
    holes: tuple[Read, ...]

    @property
    def shape(self) -> Shape | None:
        """The shape, with its holes; None for what only passes its input on."""
        return self.template.shape

    @property
    def inputs(self) -> int:
        """How often the node reads its input."""
        return self.holes.count(INPUT)

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """What else it reads, each once."""
        return tuple(dict.fromkeys([read for read in self.holes if not isinstance(read, (Input, Constant))]))

    @property
    def yields_from_input(self) -> bool:
        """Whether what the node yields is made from its input, which a disabled node passes on."""
        return self.shape is None or INPUT in self.holes


@dataclass(frozen=True, slots=True)
class FoundReads:
    """The reads of all vertices.

    `side_by_side` has the pairs of a loop between which no path leads within an iteration, with the loop's
    header. They do not race: where the machine runs them one after the other all the same, the reader is to
    see what there was when the iteration began.
    """

    by_vertex: tuple[NodeReads, ...]
    side_by_side: Mapping[Pair, int]


def find_reads(flow: Flow, tree: RegionTree, around: Sequence[tuple[int, ...]]) -> FoundReads:
    """Lowers each vertex and says for what its references stand; `around` has the for_each around each."""
    reader = _Reader(flow, tree, around)
    found = []
    for vertex in range(flow.root):
        template = shape_template(partial(_lower, flow, vertex))
        found.append(NodeReads(template, tuple(reader.read(vertex, each) for each in template.references)))
    return FoundReads(tuple(found), reader.side_by_side)


def with_earlier(found: FoundReads, overtaken: Iterable[Pair]) -> tuple[NodeReads, ...]:
    """The reads of all vertices, where those of overtaken readers see what the iteration began with."""
    earlier: dict[int, dict[Read, Read]] = {}
    for source, reader in overtaken:
        header = found.side_by_side[source, reader]
        earlier.setdefault(reader, {})[Output(source)] = Earlier(source, header)
    return tuple(
        replace(reads, holes=tuple(earlier[vertex].get(read, read) for read in reads.holes))
        if vertex in earlier
        else reads
        for vertex, reads in enumerate(found.by_vertex)
    )


def indexed_items(reads: Iterable[NodeReads]) -> frozenset[int]:
    """The for_each nodes of whose items something reads the position."""
    return frozenset(
        read.vertex for each in reads for read in each.holes if isinstance(read, Item) and read.is_index
    )


def read_outside(reads: Sequence[NodeReads], around: Sequence[tuple[int, ...]]) -> Mapping[int, int]:
    """By for_each how many nodes of its body are read outside; `around` has the for_each around each."""
    read = {
        (head, symbol.vertex)
        for reader, each in enumerate(reads)
        for symbol in each.holes
        if isinstance(symbol, Output)
        for head in around[symbol.vertex]
        if head not in around[reader]
    }
    return Counter(head for head, _ in read)


def _lower(flow: Flow, vertex: int, names: Names) -> Shape | None:
    found = flow.vertices[vertex]
    if found.node.disabled:
        return None
    bindings = Bindings(
        found.id,
        found.node.timeout,
        names,
        tuple(filter(None, outlets_by_key(flow, vertex))) if takes_keyed_input(found) else (),
        found.node.retry,
    )
    shape = found.type.lower(found.config, bindings)
    if isinstance(shape, Branch) and len([each for each in flow.outcomes[vertex] if not each.is_caught]) == 1:
        return _only_asked(shape)
    return shape


def _only_asked(shape: Branch) -> Branch:
    """A choice whose ways are one: what it asks may fail, but nothing behind the first case that holds."""
    if shape.every or not shape.cases:
        return replace(shape, every=True)
    first = shape.cases[0]
    asked = first_of([(f"({case.condition})", "true") for case in shape.cases], "false")
    cannot_fail = all(case.cannot_fail for case in shape.cases)
    return Branch((Case(first.handle, asked, cannot_fail),), shape.default, every=True)


def takes_keyed_input(vertex: Vertex) -> bool:
    """Whether the input is keyed by predecessor also where there is only one."""
    return vertex.type.has_keyed_input and not vertex.node.disabled


def outlets_by_key(flow: Flow, vertex: int) -> dict[str, list[int]]:
    """The outlets that lead to a vertex, by the key that what they carry has in its input.

    The key is the predecessor's id. Where the order of the connections counts, those of one predecessor that
    stand apart have keys of their own; the root's is empty.
    """
    target = flow.vertices[vertex]
    is_ordered = target.type.has_ordered_input(target.config) and not target.node.disabled
    found: dict[str, list[int]] = {}
    source, key = -1, ""
    for index in flow.into[vertex]:
        outlet = flow.outlets[index]
        if outlet.source != source:
            source, key = outlet.source, "" if outlet.source == flow.root else flow.vertices[outlet.source].id
            if is_ordered and key in found:
                key += f":{outlet.handle or ''}"
        found.setdefault(key, []).append(index)
    return found


def passes_input(shape: Shape | None) -> bool:
    """Whether the output is the input."""
    return shape is None or isinstance(shape, (Branch, Pause, End))


class _Reader:
    """Says for what a reference stands."""

    def __init__(self, flow: Flow, tree: RegionTree, around: Sequence[tuple[int, ...]]) -> None:
        self.flow = flow
        self.around = around
        self.side_by_side: dict[Pair, int] = {}
        self._upstream = Upstream(tree)
        self._only_sources: dict[int, int | None] = {}
        self._number = {(vertex.copy, vertex.id): index for index, vertex in enumerate(flow.vertices)}

    def read(self, vertex: int, reference: Reference) -> Read:
        """What a vertex reads by a reference: its input under whichever name, a symbol or a constant."""
        match reference.root, reference.name:
            case "input", _:
                return INPUT
            case "trigger", _:
                return TRIGGER
            case "item", _:
                return INPUT if self._is_given_the_item(vertex) else Item(self.around[vertex][0])
            case "index", _:
                return Item(self.around[vertex][0], is_index=True)
            case "nodes", name:
                return self._node(vertex, name)
            case "vars", _:
                return VARIABLES
            case "execution", "id":
                return Constant("$states.context.Execution.Name")
            case "execution", "resume_url":
                return RESUME_URL
            case "execution", _:
                return Constant("$states.context.Execution.StartTime")
            case _:
                workflow = self.flow.workflow
                text = workflow.id if reference.name == "id" else workflow.name
                return Constant(json.dumps(text, ensure_ascii=False))

    def _is_given_the_item(self, vertex: int) -> bool:
        return self.flow.into[vertex] == (self.flow.loop_outlet.get(self.around[vertex][0]),)

    def _node(self, vertex: int, name: str) -> Read:
        """What stands for another node; nothing where no start that leads to the reader runs it."""
        source = self._number.get((self.flow.vertices[vertex].copy, name))
        if source is None:
            return NOTHING
        # The input costs nothing, where another symbol may need a variable.
        if self._only_source_of(vertex) == source:
            return INPUT
        return Item(source) if source in self.around[vertex] else self._output(source, vertex)

    def _only_source_of(self, vertex: int) -> int | None:
        """The vertex whose output the input of another is; looked up once, for many may be read there."""
        if vertex not in self._only_sources:
            self._only_sources[vertex] = self._find_only_source(vertex)
        return self._only_sources[vertex]

    def _find_only_source(self, vertex: int) -> int | None:
        """The vertex from which whatever enters another comes, in the same item if in any."""
        sources = self.flow.sources_of(vertex)
        if len(sources) != 1 or takes_keyed_input(self.flow.vertices[vertex]):
            return None
        (source,) = sources
        is_its_output = (
            source != self.flow.root
            and not self.flow.vertices[source].parts_its_output
            and self.around[source] == self.around[vertex]
            and not any(map(self.flow.is_loop, self.flow.into[vertex]))
        )
        return source if is_its_output else None

    def _output(self, source: int, reader: int) -> Read:
        region, is_upstream = self._upstream.leads(source, reader)
        if not is_upstream:
            if region.kind != "loop":
                return NOTHING
            self.side_by_side[source, reader] = region.head
        return Output(source)


@dataclass(frozen=True, slots=True)
class Needed:
    """The vertices whose input, and whose output, something needs."""

    inputs: frozenset[int]
    outputs: frozenset[int]


def needed_values(flow: Flow, reads: Sequence[NodeReads], around: Sequence[tuple[int, ...]]) -> Needed:
    """Follows back from the ends and from what expressions name to all that is needed."""
    inputs: set[int] = set()
    outputs: set[int] = set()
    results = _result_sources(flow, around)
    pending = [(True, vertex) for vertex in results.get(-1, ())]
    pending += _named_values(flow, reads)
    while pending:
        is_output, vertex = pending.pop()
        seen = outputs if is_output else inputs
        if vertex in seen:
            continue
        seen.add(vertex)
        if is_output:
            if passes_input(reads[vertex].shape) and not flow.vertices[vertex].type.starts:
                pending.append((False, vertex))
            pending += [(True, source) for source in results.get(vertex, ())]
        else:
            # What a for_each gives of its list is an item, not its output.
            sources = {
                flow.outlets[outlet].source for outlet in flow.into[vertex] if not flow.is_loop(outlet)
            }
            pending += [(True, source) for source in sources if source != flow.root]
    return Needed(frozenset(inputs), frozenset(outputs))


def _named_values(flow: Flow, reads: Sequence[NodeReads]) -> Iterator[tuple[bool, int]]:
    """What vertices themselves ask for: whether an output, and of which vertex."""
    for vertex, found in enumerate(reads):
        yield from ((True, read.vertex) for read in found.holes if isinstance(read, (Output, Earlier)))
        if INPUT in found.holes:
            yield False, vertex
        if flow.vertices[vertex].may_carry_nothing:
            yield True, vertex


def _result_sources(flow: Flow, around: Sequence[tuple[int, ...]]) -> dict[int, list[int]]:
    """The vertices whose outputs may be part of the result of an item, by for_each.

    Of the execution at -1.
    """
    found: dict[int, list[int]] = {}
    for outlet in flow.outlets:
        vertex = outlet.source
        if outlet.is_end:
            found.setdefault(around[vertex][0] if around[vertex] else -1, []).append(vertex)
        for head in around[vertex]:
            if head in outlet.targets:
                found.setdefault(head, []).append(vertex)
    return found
