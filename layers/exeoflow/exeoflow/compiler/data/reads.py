"""What each node's expressions read, and which inputs and outputs are therefore needed at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exeoflow.compiler.flow.build import Flow, Vertex
from exeoflow.compiler.flow.regions import RegionTree
from exeoflow.compiler.flow.upstream import Upstream
from exeoflow.compiler.machine import Earlier, Item, Output, Symbol, Trigger
from exeoflow.expressions import Names, Reference
from exeoflow.nodes.lowering import Bindings, Branch, End, Pause, Shape


@dataclass(frozen=True, slots=True)
class Reads:
    """What a vertex reads: its input, so many times, and symbols."""

    shape: Shape | None
    inputs: int
    symbols: tuple[Symbol, ...]

    @property
    def input(self) -> bool:
        """Whether the vertex reads its input."""
        return self.inputs > 0

    @property
    def yields_from_input(self) -> bool:
        """Whether what the vertex yields is made from its input, which a disabled node passes on."""
        return self.shape is None or self.input


def lower(flow: Flow, vertex: int, names: Names) -> Shape | None:
    """The shape of a vertex; None for one that only passes its input on."""
    found = flow.vertices[vertex]
    if found.node.disabled:
        return None
    bindings = Bindings(found.id, found.node.timeout, names, tuple(filter(None, ports_by_key(flow, vertex))))
    shape = found.type.lower(found.config, bindings)
    if isinstance(shape, Branch) and sum(not outcome.is_caught for outcome in flow.outcomes[vertex]) == 1:
        return replace(shape, every=True)
    return shape


def takes_keyed_input(vertex: Vertex) -> bool:
    """Whether the input is keyed by predecessor also where there is only one."""
    return vertex.type.has_keyed_input and not vertex.node.disabled


def ports_by_key(flow: Flow, vertex: int) -> dict[str, list[int]]:
    """The ports that lead to a vertex, by the key that what they carry has in its input.

    The key is the predecessor's id. Where the order of the connections counts, those of one predecessor that
    stand apart have keys of their own; the root's is empty.
    """
    target = flow.vertices[vertex]
    is_ordered = target.type.has_ordered_input(target.config) and not target.node.disabled
    found: dict[str, list[int]] = {}
    source, key = -1, ""
    for index in flow.into[vertex]:
        port = flow.ports[index]
        if port.source != source:
            source, key = port.source, "" if port.source == flow.root else flow.vertices[port.source].id
            if is_ordered and key in found:
                key += f":{port.handle or ''}"
        found.setdefault(key, []).append(index)
    return found


def passes_input(shape: Shape | None) -> bool:
    """Whether the output is the input."""
    return shape is None or isinstance(shape, Branch | Pause | End)


class Symbols:
    """Says for which symbol a reference stands.

    `side_by_side` collects the pairs of a read vertex and its reader in a loop between which no path leads
    within an iteration. Those that the machine runs in that order nevertheless belong into `overtaken`.
    """

    def __init__(self, flow: Flow, tree: RegionTree) -> None:
        self.flow = flow
        self.tree = tree
        self.side_by_side: set[tuple[int, int]] = set()
        self.overtaken: frozenset[tuple[int, int]] = frozenset()
        self._upstream = Upstream(tree)
        self.number = {(vertex.copy, vertex.id): index for index, vertex in enumerate(flow.vertices)}

    def reads_of(self, vertex: int) -> Reads:
        """Lowers the vertex once to see what it reads."""
        references: list[Reference] = []

        def record(reference: Reference) -> str:
            references.append(reference)
            return "$"

        shape = lower(self.flow, vertex, record)
        inputs = sum(self.is_input(vertex, each) for each in references)
        symbols = (self.symbol(vertex, each) for each in references if not self.is_input(vertex, each))
        return Reads(shape, inputs, tuple(dict.fromkeys(each for each in symbols if each is not None)))

    def is_input(self, vertex: int, reference: Reference) -> bool:
        """Whether a reference stands for the node's input, under whichever name."""
        if reference.root == "input":
            return True
        if reference.root == "item":
            loop = self.flow.loop_port.get(self.for_each_around(vertex)[0])
            return self.flow.into[vertex] == (loop,)
        if reference.root == "nodes" and not takes_keyed_input(self.flow.vertices[vertex]):
            source = self._named(vertex, reference)
            return source is not None and self._is_only_source(source, vertex)
        return False

    def symbol(self, vertex: int, reference: Reference) -> Symbol | None:
        """The symbol; None for what is a constant."""
        match reference.root:
            case "trigger":
                return Trigger()
            case "item" | "index":
                return Item(self.for_each_around(vertex)[0], is_index=reference.root == "index")
            case "nodes":
                source = self._named(vertex, reference)
                if source is None:
                    return None
                return (
                    Item(source) if source in self.for_each_around(vertex) else self._output(source, vertex)
                )
            case _:
                return None

    def for_each_around(self, vertex: int) -> list[int]:
        """The for_each nodes in whose bodies the vertex lies, the innermost first."""
        found = []
        region = self.tree.region_of[vertex]
        while region.parent is not None:
            if region.kind == "for_each":
                found.append(region.head)
            region = region.parent
        return found

    def _output(self, source: int, reader: int) -> Symbol | None:
        """The output of a vertex for its reader; what runs beside the reader does not race with it."""
        region = self._upstream.region_around(source, reader)
        if self._upstream.leads(region, source, reader):
            return Output(source)
        if region.kind != "loop":
            return None
        self.side_by_side.add((source, reader))
        return Earlier(source, region.head) if (source, reader) in self.overtaken else Output(source)

    def _named(self, vertex: int, reference: Reference) -> int | None:
        return self.number.get((self.flow.vertices[vertex].copy, reference.name))

    def _is_only_source(self, source: int, vertex: int) -> bool:
        """Whether whatever enters the vertex comes from the source, in the same item if in any."""
        sources = {self.flow.ports[port].source for port in self.flow.into[vertex]}
        return (
            sources == {source}
            and self.for_each_around(source) == self.for_each_around(vertex)
            and not any(map(self.flow.is_loop, self.flow.into[vertex]))
        )


@dataclass(frozen=True)
class Needed:
    """The vertices whose input, and whose output, something needs."""

    inputs: frozenset[int]
    outputs: frozenset[int]


def needed_values(flow: Flow, symbols: Symbols, reads: Iterable[Reads]) -> Needed:
    """Follows back from the ends and from what expressions name to all that is needed."""
    all_reads = list(reads)
    inputs: set[int] = set()
    outputs: set[int] = set()
    results = _result_sources(flow, symbols)
    pending: list[tuple[bool, int]] = [(True, vertex) for vertex in results.get(-1, ())]
    for vertex, found in enumerate(all_reads):
        pending += [(True, symbol.vertex) for symbol in found.symbols if isinstance(symbol, Output)]
        if found.input:
            pending.append((False, vertex))
    while pending:
        is_output, vertex = pending.pop()
        seen = outputs if is_output else inputs
        if vertex in seen:
            continue
        seen.add(vertex)
        if is_output:
            if passes_input(all_reads[vertex].shape) and not flow.vertices[vertex].type.starts:
                pending.append((False, vertex))
            pending += [(True, source) for source in results.get(vertex, ())]
        else:
            sources = (flow.ports[port].source for port in flow.into[vertex] if not flow.is_loop(port))
            pending += [(True, source) for source in sources if source != flow.root]
    return Needed(frozenset(inputs), frozenset(outputs))


def _result_sources(flow: Flow, symbols: Symbols) -> dict[int, list[int]]:
    """The vertices whose outputs may be part of the result of an item, by for_each.

    Of the execution at -1.
    """
    found: dict[int, list[int]] = {}
    for vertex in range(flow.root):
        around = symbols.for_each_around(vertex)
        ports = [flow.ports[port] for port in flow.ports_of[vertex]]
        if any(port.is_end for port in ports):
            found.setdefault(around[0] if around else -1, []).append(vertex)
        for head in around:
            if any(head in port.targets for port in ports):
                found.setdefault(head, []).append(vertex)
    return found
