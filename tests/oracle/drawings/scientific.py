"""Layered graphs as scientific workflows are, after the published collections of WfInstances and Pegasus.

Only their patterns of fan-out and fan-in are drawn (Montage, Epigenomics, CyberShake, SIPHT, Seismology, LIGO
Inspiral, 1000Genome, SoyKB, BLAST), and graphs of random layers. All nodes request something.
"""

import random
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.oracle.json_value import Json


class _Layers:
    """A workflow that is being drawn; what needs nothing follows the trigger."""

    def __init__(self) -> None:
        self._needs: dict[str, list[str]] = {}

    def add(self, node: str, needs: list[str] | None = None) -> str:
        """Add a node behind others, and return its id."""
        self._needs[node] = needs or ["start"]
        return node

    def chain(self, node: str, length: int, needs: list[str] | None = None) -> str:
        """Add nodes one after the other, and return the last one's id."""
        for step in range(length):
            needs = [self.add(f"{node}_{step}", needs)]
        return f"{node}_{length - 1}"

    def workflow(self, name: str) -> Json:
        """Return what was drawn."""
        nodes: list[Json] = [{"id": "start", "type": "trigger", "config": {}}]
        nodes += [
            {"id": node, "type": "http_request", "config": {"url": f"https://example.com/{node}"}}
            for node in self._needs
        ]
        connections = [
            {"source": source, "target": node} for node, sources in self._needs.items() for source in sources
        ]
        return {"id": f"wf_{name}", "name": name, "nodes": nodes, "connections": connections}


def montage(width: int, height: int) -> Json:
    """Return images that are projected, fitted where they overlap, corrected and added up."""
    drawing = _Layers()
    projected = {(x, y): drawing.add(f"project_{x}_{y}") for x in range(width) for y in range(height)}
    fits = [
        drawing.add(f"fit_{x}_{y}_{right}_{below}", [image, projected[x + right, y + below]])
        for (x, y), image in projected.items()
        for right, below in ((1, 0), (0, 1), (1, 1))
        if (x + right, y + below) in projected
    ]
    model = drawing.chain("model", 2, fits)
    corrected = [drawing.add(f"correct_{x}_{y}", [model, image]) for (x, y), image in projected.items()]
    drawing.chain("mosaic", 3, corrected)
    return drawing.workflow("montage")


def epigenomics(lanes: int, chunks: int) -> Json:
    """Return lanes of parallel chains that are merged, all together indexed."""
    drawing = _Layers()
    merged = []
    for lane in range(lanes):
        split = drawing.add(f"split_{lane}")
        mapped = [drawing.chain(f"map_{lane}_{chunk}", 4, [split]) for chunk in range(chunks)]
        merged.append(drawing.add(f"merge_{lane}", mapped))
    drawing.chain("index", 3, merged)
    return drawing.workflow("epigenomics")


def cybershake(sites: int, width: int) -> Json:
    """Return seismograms that are zipped, and peaks of each that are zipped too."""
    drawing = _Layers()
    grams, peaks = [], []
    for site in range(sites):
        tensor = drawing.add(f"tensor_{site}")
        for number in range(width):
            grams.append(drawing.add(f"gram_{site}_{number}", [tensor]))
            peaks.append(drawing.add(f"peak_{site}_{number}", [grams[-1]]))
    drawing.add("zip_grams", grams)
    drawing.add("zip_peaks", peaks)
    return drawing.workflow("cybershake")


def sipht(parts: int) -> Json:
    """Return searches of several kinds, some of which wait for one that waits for others."""
    drawing = _Layers()
    matched = drawing.add("concat", [drawing.add(f"match_{part}") for part in range(parts)])
    found = drawing.add("srna", [drawing.add(f"find_{kind}") for kind in ("terminators", "motifs", "blast")])
    parsed = drawing.add("parse", [found])
    blasts = [drawing.add(f"blast_{kind}", [found]) for kind in ("synteny", "candidates", "paralogues")]
    blasts.append(drawing.add("blast_parsed", [parsed]))
    drawing.add("annotate", [matched, found, *blasts])
    return drawing.workflow("sipht")


def seismology(width: int) -> Json:
    """Return deconvolutions that one node sifts."""
    drawing = _Layers()
    drawing.add("sift", [drawing.add(f"deconvolve_{number}") for number in range(width)])
    return drawing.workflow("seismology")


def inspiral(groups: int, width: int) -> Json:
    """Return banks and inspirals in groups that meet twice, neighbours sharing one member."""
    drawing = _Layers()
    first = [drawing.chain(f"bank_{number}", 2) for number in range(groups * width)]
    met = [
        drawing.add(f"meet_{group}", first[group * width : (group + 1) * width + 1])
        for group in range(groups)
    ]
    second = [drawing.chain(f"again_{number}", 2, [met[number // width]]) for number in range(groups * width)]
    for group in range(groups):
        drawing.add(f"end_{group}", second[group * width : (group + 1) * width + 1])
    return drawing.workflow("inspiral")


def genomes(chromosomes: int, individuals: int, populations: int) -> Json:
    """Return individuals that are merged, and analyses that need both these and a sifting."""
    drawing = _Layers()
    for number in range(chromosomes):
        parts = [drawing.add(f"individual_{number}_{part}") for part in range(individuals)]
        merged = drawing.add(f"merge_{number}", parts)
        sifted = drawing.add(f"sift_{number}")
        for population in range(populations):
            drawing.add(f"overlap_{number}_{population}", [merged, sifted])
            drawing.add(f"frequency_{number}_{population}", [merged, sifted])
    return drawing.workflow("genomes")


def soykb(samples: int, chromosomes: int) -> Json:
    """Return samples that are prepared one by one and called chromosome by chromosome."""
    drawing = _Layers()
    prepared = [drawing.chain(f"prepare_{sample}", 5) for sample in range(samples)]
    called = [
        [drawing.add(f"call_{sample}_{number}", [each]) for number in range(chromosomes)]
        for sample, each in enumerate(prepared)
    ]
    merged = [drawing.add(f"merge_{sample}", each) for sample, each in enumerate(called)]
    joined = [
        drawing.add(f"join_{number}", [each[number] for each in called]) for number in range(chromosomes)
    ]
    combined = drawing.add("combine", joined)
    drawing.add("filter_snp", [combined])
    drawing.add("filter_indel", [combined])
    drawing.add("report", [*merged, combined])
    return drawing.workflow("soykb")


def blast(width: int) -> Json:
    """Return searches in parts of a split database, whose hits and errors are gathered apart."""
    drawing = _Layers()
    split = drawing.add("split")
    found = [drawing.add(f"search_{number}", [split]) for number in range(width)]
    drawing.add("hits", found)
    drawing.add("errors", [split, *found])
    return drawing.workflow("blast")


def random_layers(size: int, widest: int, seed: int) -> Json:
    """Return layers of random width; a node needs some of the layer before, and now and then an older one."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    layers: list[list[str]] = []
    drawing = _Layers()
    count = 0
    while count < size:
        layer = []
        for _ in range(min(chance.randint(1, widest), size - count)):
            needs = (
                chance.sample(layers[-1], min(len(layers[-1]), chance.choice((1, 1, 2, 3))))
                if layers
                else None
            )
            if needs and len(layers) > 1 and chance.random() < 0.15:
                needs.append(chance.choice(chance.choice(layers[:-1])))
            layer.append(drawing.add(f"n{count}", needs))
            count += 1
        layers.append(layer)
    return drawing.workflow(f"layers_{seed}")


def shared_source(width: int) -> Json:
    """Return sources each with a successor of its own, which all need one more source."""
    drawing = _Layers()
    sources = [drawing.add(f"a{number}") for number in range(width)]
    drawing.add("shared")
    for number, source in enumerate(sources):
        drawing.add(f"b{number}", [source, "shared"])
    return drawing.workflow("shared_source")


def ring(width: int) -> Json:
    """Return nodes each of which needs two neighbours in a ring of sources."""
    drawing = _Layers()
    sources = [drawing.add(f"a{number}") for number in range(width)]
    for number, (left, right) in enumerate(pairwise([*sources, sources[0]])):
        drawing.add(f"b{number}", [left, right])
    return drawing.workflow("ring")


_SIZED: tuple[Callable[[int], Json], ...] = (
    lambda size: montage(size, size),
    lambda size: montage(2 * size, size // 2 + 1),
    lambda size: epigenomics(max(1, size // 3), size),
    lambda size: cybershake(2, size * 4),
    lambda size: cybershake(size, 5),
    lambda size: sipht(size * 5),
    lambda size: seismology(size * 15),
    lambda size: inspiral(size // 2 + 1, 5),
    lambda size: inspiral(size, 3),
    lambda size: genomes(max(1, size // 3), size * 2, 7),
    lambda size: soykb(size, 5),
    lambda size: blast(size * 10),
)


def scientific_graphs() -> Iterator[Json]:
    """Yield graphs of some ten to some three hundred nodes."""
    for size in (2, 3, 5, 7):
        for draw in _SIZED:
            yield draw(size)
    for seed in range(72):
        yield random_layers((20, 45, 90, 160, 240, 311)[seed % 6], (4, 8, 16, 30)[seed // 6 % 4], seed)
