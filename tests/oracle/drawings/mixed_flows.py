"""Large workflows of nodes of all types, and webs in which much is read that not every way makes."""

import random
from collections.abc import Callable
from typing import Final

from tests.oracle.drawings.drawing import condition, drawn, for_each, merge, post, values
from tests.oracle.json_value import Json

_TRIGGER: Final[Json] = {"type": "trigger", "config": {}}
_APPROVAL: Final[Json] = {"type": "approval", "config": {"message": "May it go on?"}}
_CASES: Final = [{"handle": case, "expression": f"$trigger.{case}"} for case in "pqr"]


class _Mix:
    """A random workflow while it is drawn, node after node."""

    def __init__(self, size: int, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.nodes: dict[str, Json] = {}
        self.paths: list[str] = []
        self.number = 0
        self.size = size

    def add(self, node: Json, *paths: str) -> None:
        """Draw the next node; in paths `a` stands for it, `b` for the one behind, `c` for one farther on."""
        self.nodes[f"n{self.number}"] = node
        self.lead(*paths)

    def lead(self, *paths: str) -> None:
        """Draw paths only."""
        for path in paths:
            beyond = min(self.size, self.number + self.chance.randint(2, 20))
            ends = {"a": f"n{self.number}", "b": f"n{self.number + 1}", "c": f"n{beyond}"}
            steps = (step.partition(":") for step in path.split(" > "))
            self.paths.append(" > ".join(ends.get(node, node) + mark + way for node, mark, way in steps))

    def read(self) -> str:
        """Return what reads a random earlier node, however far."""
        return f"$nodes.n{self.chance.randrange(self.number)}" if self.number else "$trigger"


def _chooses(mix: _Mix) -> None:
    mix.add(condition(f"{mix.read()} = 1"), "a:true > b", "a:false > c")


def _fails(mix: _Mix) -> None:
    block = mix.number // 100
    handler, behind = f"h{block}", f"n{min(mix.size, 100 * (block + 1))}"
    mix.nodes.setdefault(handler, values(of=f"{{{{ {mix.read()} }}}}"))
    mix.lead(f"{handler} > {behind}")
    mix.add(post(x=f"{{{{ {mix.read()} }}}}") | {"on_error": "branch"}, "a > b", f"a:error > {handler}")


def _switches(mix: _Mix) -> None:
    mode = mix.chance.choice(["all", "first"])
    config = {"cases": _CASES, "mode": mode}
    mix.add({"type": "switch", "config": config}, "a:p > c", "a:q > c", "a:r > c", "a:default > b")


def _forks(mix: _Mix) -> None:
    mix.add(values(x=f"{{{{ {mix.read()} }}}}", y=f"{{{{ {mix.read()} }}}}"), "a > b", "a > c")


def _repeats_for_items(mix: _Mix) -> None:
    body = f"i{mix.number}"
    mix.nodes[body] = values(x=f"{{{{ [$item, {mix.read()}] }}}}")
    mix.add(for_each(f"{{{{ {mix.read()} }}}}"), f"a:loop > {body} > a", "a:done > b")


def _loops(mix: _Mix) -> None:
    asked = f"l{mix.number}"
    mix.nodes[asked] = condition(f"{mix.read()} = {mix.number}")
    mix.lead(f"a > {asked}:false > a", f"{asked}:true > b")


def _filters(mix: _Mix) -> None:
    config = {"items": f"{{{{ {mix.read()} }}}}", "expression": "$item.x > 1"}
    mix.add({"type": "filter", "config": config}, "a > b")


def _asks(mix: _Mix) -> None:
    mix.add(_APPROVAL, "a:approved > b", "a:rejected > c", "a:timeout > c")


def _calls(mix: _Mix) -> None:
    config = {"workflow_id": "wf_other", "input": f"{{{{ {mix.read()} }}}}"}
    mix.add({"type": "sub_workflow", "config": config}, "a > b")


def _passes_on(mix: _Mix) -> None:
    modes = ["append", "object", "first", "shallow"]
    waiting: Json = {"type": "wait", "config": {"seconds": 3}}
    mix.add(mix.chance.choice([{"disabled": True}, waiting, merge(mix.chance.choice(modes))]), "a > b")


def _starts(mix: _Mix) -> None:
    if mix.number % 10 == 0:
        mix.nodes[f"t{mix.number}"] = _TRIGGER
        mix.lead(f"t{mix.number} > a")
    mix.add(values(x=f"{{{{ {mix.read()} }}}}"), "a > b")


_KINDS: Final[tuple[Callable[[_Mix], None], ...]] = (
    _chooses,
    _fails,
    _switches,
    _forks,
    _repeats_for_items,
    _loops,
    _filters,
    _asks,
    _calls,
    _passes_on,
    _starts,
)


def mixed(size: int, seed: int = 1) -> Json:
    """Return a chain of random nodes of all types that also lead farther on and read random earlier ones."""
    mix = _Mix(size * 5 // 6, seed)  # loops and triggers are nodes more
    while mix.number < mix.size:
        mix.chance.choice(_KINDS)(mix)
        mix.number += 1
    return drawn("t > n0", *dict.fromkeys(mix.paths), **mix.nodes)


def read_at_the_end(size: int, seed: int = 1) -> Json:
    """Return a web of conditions that pass over nodes, and behind it one that reads all of these."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    last = max(1, size // 2)
    nodes: dict[str, Json] = {f"c{number}": condition(f"$trigger.c{number}") for number in range(last)}
    nodes["z"] = values(**{f"of_{number}": f"{{{{ $nodes.a{number} }}}}" for number in range(last)})
    paths = [f"c{number}:true > a{number} > c{number + 1}" for number in range(last - 1)]
    paths += [
        f"c{number}:false > c{min(last - 1, number + chance.randint(1, 10))}" for number in range(last - 1)
    ]
    return drawn("t > c0", *paths, f"c{last - 1}:true > a{last - 1} > z", f"c{last - 1}:false > z", **nodes)


def loops_in_one(size: int) -> Json:
    """Return loops within one loop, one after the other, each of which reads a far one."""
    count = max(2, (size - 1) // 2)
    nodes: dict[str, Json] = {"e": condition("$trigger.done")}
    paths = ["t > a0", f"c{count - 1}:true > e:false > a0"]
    paths += [f"c{number}:true > a{number + 1}" for number in range(count - 1)]
    for number in range(count):
        nodes[f"a{number}"] = values(x=f"{{{{ $nodes.a{number * 7 % count}.x + 1 }}}}")
        nodes[f"c{number}"] = condition(f"$nodes.a{number}.x > 3")
        paths.append(f"a{number} > c{number}:false > a{number}")
    return drawn(*paths, **nodes)


def butterflies(size: int, lanes: int = 16) -> Json:
    """Return lanes whose nodes lead on in their own and, as in a fast Fourier transform, in another one."""
    rows = max(2, size // lanes)
    paths = [f"t > n0_{lane}" for lane in range(lanes)]
    for row in range(rows - 1):
        apart = 1 << row % (lanes.bit_length() - 1)
        for lane in range(lanes):
            paths += [f"n{row}_{lane} > n{row + 1}_{lane}", f"n{row}_{lane} > n{row + 1}_{lane ^ apart}"]
    return drawn(*paths)


def items_of_choices(size: int, seed: int = 1) -> Json:
    """Return a for_each whose body is a web of conditions, of which every fifth may end the item."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    last = max(1, size - 2)
    nodes: dict[str, Json] = {f"c{number}": condition(f"$item.c{number}") for number in range(last)}
    paths = ["t > f", "f:loop > c0", f"c{last} > f"]
    for number in range(last):
        beyond = "f" if number % 5 == 0 else f"c{min(last, number + chance.randint(2, 20))}"
        paths += [f"c{number}:true > c{number + 1}", f"c{number}:false > {beyond}"]
    return drawn(*paths, f=for_each(), **nodes)
