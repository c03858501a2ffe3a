"""Large workflows of classes in which what is known or kept grew with the square of their size."""

import random
from itertools import islice, pairwise, product

from tests.oracle.drawings.drawing import condition, drawn, for_each, post, values
from tests.oracle.json_value import Json


def open_switches(size: int) -> Json:
    """Return switches that fire every case that holds and may end: two cases each lead to the next one."""
    switches = [f"s{number}" for number in range(max(2, size // 3))]
    paths = [f"{a}:{case} > {a}_{case} > {b}" for a, b in pairwise(switches) for case in "xy"]
    nodes: dict[str, Json] = {each: _every_match(each) for each in switches}
    return drawn(f"t > {switches[0]}", *paths, **nodes)


def _every_match(node: str) -> Json:
    cases = [{"handle": case, "expression": f"$trigger.{node}.{case}"} for case in "xy"]
    return {"type": "switch", "config": {"cases": cases, "mode": "all"}}


def lists_that_stop(size: int) -> Json:
    """Return filters one after the other, each of which ends its path with an empty list."""
    filters = [f"f{number}" for number in range(size)]
    nodes: dict[str, Json] = {
        each: {
            "type": "filter",
            "config": {"items": "{{ $input }}", "expression": f"$item.{each} > 1"},
            "when_empty": "stop",
        }
        for each in filters
    }
    return drawn(" > ".join(["t", *filters]), **nodes)


def counting_loops(size: int) -> Json:
    """Return loops one after the other, each of which counts for itself."""
    count = max(1, size // 2)
    paths = [f"n{number} > c{number}" for number in range(count)]
    paths += [f"c{number}:false > n{number}" for number in range(count)]
    paths += [f"c{number}:true > n{number + 1}" for number in range(count - 1)]
    nodes: dict[str, Json] = {}
    for number in range(count):
        before = f"$nodes.n{number}.n"
        nodes[f"n{number}"] = values(n=f"{{{{ ($exists({before}) ? {before} : 0) + 1 }}}}")
        nodes[f"c{number}"] = condition(f"{before} > 3")
    return drawn("t > n0", *paths, **nodes)


def random_ways(size: int, seed: int = 3) -> Json:
    """Return a chain whose nodes choose, fail or fork into one of the next twelve."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    nodes: dict[str, Json] = {}
    paths = ["t > n0"]
    for number in range(size - 1):
        node, following = f"n{number}", f"n{number + 1}"
        beyond = f"n{min(size - 1, number + chance.randint(1, 12))}"
        match chance.choice(["choice", "error", "fork"]):
            case "choice":
                nodes[node] = condition(f"$trigger.{node}")
                paths += [f"{node}:true > {following}", f"{node}:false > {beyond}"]
            case "error":
                nodes[node] = {"on_error": "branch"}
                paths += [f"{node} > {following}", f"{node}:error > {beyond}"]
            case _:
                paths += dict.fromkeys([f"{node} > {following}", f"{node} > {beyond}"])
    return drawn(*paths, **nodes)


def many_triggers(size: int) -> Json:
    """Return triggers each of which leads by a node of its own to the same one."""
    triggers = [f"w{number}" for number in range(size // 2)]
    nodes: dict[str, Json] = {each: {"type": "trigger", "config": {}} for each in triggers}
    return drawn(*(f"{each} > {each}_own > z" for each in triggers), **nodes)


def entered_loop(size: int) -> Json:
    """Return one loop that triggers enter at nodes of their own: to each of them it is another loop."""
    last, triggers = size - 1, max(2, size // 200)
    paths = [" > ".join(["t", *(f"n{number}" for number in range(size))]), f"n{last}:false > n0"]
    paths += [f"w{number} > n{number * size // triggers}" for number in range(triggers)]
    nodes: dict[str, Json] = {f"w{number}": {"type": "trigger", "config": {}} for number in range(triggers)}
    nodes[f"n{last}"] = condition("$trigger.done")
    return drawn(*paths, **nodes)


def tree_of_choices(size: int) -> Json:
    """Return a binary tree of conditions whose leaves meet."""
    inner = max(1, size // 2)
    paths = ["t > c1"]
    for number in range(1, inner):
        for handle, below in (("true", 2 * number), ("false", 2 * number + 1)):
            target = f"c{below}" if below < inner else f"x{below} > z"
            paths.append(f"c{number}:{handle} > {target}")
    nodes: dict[str, Json] = {f"c{number}": condition(f"$trigger.c{number}") for number in range(1, inner)}
    return drawn(*paths, **nodes)


def far_reads(size: int, seed: int = 1) -> Json:
    """Return a chain each node of which reads two random earlier ones."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    nodes: dict[str, Json] = {"s0": values(x=1, y=2)}
    for number in range(1, size):
        first, second = chance.randrange(number), chance.randrange(number)
        nodes[f"s{number}"] = values(
            x=f"{{{{ $nodes.s{first}.x + {number} }}}}", y=f"{{{{ $nodes.s{second}.y }}}}"
        )
    return drawn(" > ".join(["t", *nodes]), **nodes)


def passed_over(size: int) -> Json:
    """Return nodes that conditions pass over, and behind them all a reader of each."""
    count = max(1, size // 3)
    nodes: dict[str, Json] = {f"c{number}": condition(f"$trigger.c{number}") for number in range(count)}
    nodes |= {f"r{number}": values(a=f"{{{{ $nodes.a{number}.body }}}}") for number in range(count)}
    following = [*(f"c{number}" for number in range(1, count)), "r0"]
    paths = [f"c{at}:true > a{at} > {target}" for at, target in enumerate(following)]
    paths += [f"c{at}:false > {target}" for at, target in enumerate(following)]
    return drawn("t > c0", *paths, " > ".join(f"r{number}" for number in range(count)), **nodes)


def iterations_before(size: int) -> Json:
    """Return a loop each node of which reads what the one behind it was in the iteration before."""
    last = max(1, size - 1)
    nodes: dict[str, Json] = {
        f"n{number}": values(a=f"{{{{ $nodes.n{number + 1}.a }}}}") for number in range(last - 1)
    }
    nodes |= {f"n{last - 1}": values(a=1), f"n{last}": condition("$trigger.done")}
    path = " > ".join(f"n{number}" for number in range(last + 1))
    return drawn(f"t > {path}", f"n{last}:false > n0", **nodes)


def nested_items(size: int, depth: int = 8) -> Json:
    """Return nests of for_each one after the other, each with a node beside the next inner one."""
    paths: list[str] = []
    nodes: dict[str, Json] = {}
    last = "t"
    for nest in range(max(1, size // (2 * depth))):
        loops = [f"f{nest}_{level}" for level in range(depth)]
        for loop in loops:
            nodes[loop] = for_each()
            nodes[f"{loop}_b"] = values(x="{{ $item }}")
            paths += [f"{last} > {loop}", f"{loop}:loop > {loop}_b"]
            last = f"{loop}_b"
        paths += [f"{loops[-1]}_b > {loops[-1]}", *(f"{a}:done > {b}" for b, a in pairwise(loops))]
        last = f"{loops[0]}:done"
    return drawn(*paths, **nodes)


def wide_body(size: int) -> Json:
    """Return a for_each whose body is one fork into all other nodes."""
    lanes = [f"f:loop > n{number} > f" for number in range(size - 1)]
    return drawn("t > f", *lanes, f=for_each())


def ten_expressions(size: int) -> Json:
    """Return a chain of requests, each field of whose bodies is sent by an expression of its own."""
    nodes: dict[str, Json] = {
        f"p{number}": post(
            **{
                f"k{field}": f"{{{{ $trigger.a{number}.b[{field}] * {number} + $count($trigger.l{field}) }}}}"
                for field in range(10)
            }
        )
        for number in range(size)
    }
    return drawn(" > ".join(["t", *nodes]), **nodes)


def long_texts(size: int) -> Json:
    """Return a chain of nodes with three texts each, of words and two expressions, which quote some."""
    nodes: dict[str, Json] = {"s0": values(a=0, b=1, c=2)}
    for number in range(1, size):
        quoting = f"$uppercase($nodes.s{number - 1}.%s) & ' then {number} ' & $trigger.%s"
        row = f"$trigger.rows[{number}].name"
        texts = {name: f"{{{{ {quoting % (name, name)} }}}} and more of {{{{ {row} }}}}" for name in "abc"}
        nodes[f"s{number}"] = values(**texts)
    return drawn(" > ".join(["t", *nodes]), **nodes)


def counted_fields(size: int, fields: int = 10) -> Json:
    """Return a chain of nodes each of which counts on every field of the one before."""
    nodes: dict[str, Json] = {"s0": values(**{f"f{field}": field for field in range(fields)})}
    for number in range(1, size):
        nodes[f"s{number}"] = values(
            **{f"f{field}": f"{{{{ $nodes.s{number - 1}.f{field} + {number} }}}}" for field in range(fields)}
        )
    return drawn(" > ".join(["t", *nodes]), **nodes)


def outer_reads(size: int) -> Json:
    """Return a for_each each node of whose body reads another node from before it."""
    half = max(1, size // 2)
    nodes: dict[str, Json] = {f"o{number}": values(a=1) for number in range(half)}
    before, inside = list(nodes), [f"b{number}" for number in range(half)]
    nodes |= {f"b{number}": values(a=f"{{{{ $nodes.o{number}.a }}}}") for number in range(half)}
    return drawn(" > ".join(["t", *before, "f:loop", *inside, "f"]), f=for_each(), **nodes)


def errors_of_items(size: int) -> Json:
    """Return a for_each whose items end at the error of each node of its body."""
    inside = [f"b{number}" for number in range(max(1, size // 2))]
    nodes: dict[str, Json] = {each: {"on_error": "branch"} for each in inside}
    errors = [f"{each}:error > {each}_failed > f" for each in inside]
    return drawn(" > ".join(["t", "f:loop", *inside, "f"]), *errors, f=for_each(), **nodes)


def parallel_polls(size: int) -> Json:
    """Return a fork into loops that poll."""
    nodes: dict[str, Json] = {}
    paths: list[str] = []
    for number in range(max(1, size // 3)):
        nodes[f"c{number}"] = condition(f"$nodes.a{number}.status = 200")
        paths += [f"t > a{number} > c{number}:false > a{number}", f"c{number}:true > d{number} > z"]
    return drawn(*paths, **nodes)


def row_of_loops(size: int) -> Json:
    """Return loops one after the other, into which two triggers lead at nodes of their own."""
    count = max(1, size // 2)
    nodes: dict[str, Json] = {f"c{number}": condition("$trigger.done") for number in range(count)}
    nodes["w"] = {"type": "trigger", "config": {}}
    paths = ["t > h0", f"w > h{count // 2}"]
    paths += [f"h{number} > c{number}:false > h{number}" for number in range(count)]
    paths += [f"c{number}:true > h{number + 1}" for number in range(count)]
    return drawn(*paths, **nodes)


def like_ids(size: int) -> Json:
    """Return a chain of nodes whose ids differ in punctuation only, and one node that reads them all."""
    marks = islice(product("-._", repeat=max(1, size).bit_length()), max(1, size - 1))
    ids = ["".join(f"n{mark}" for mark in each) for each in marks]
    nodes: dict[str, Json] = {each: values(x=number) for number, each in enumerate(ids)}
    nodes["z"] = values(**{f"f{number}": f"{{{{ $nodes.`{each}`.x }}}}" for number, each in enumerate(ids)})
    return drawn(" > ".join(["t", *ids, "z"]), **nodes)


def read_by_handler(size: int) -> Json:
    """Return a chain all of whose errors lead to one node, which reads every node of the chain."""
    chain = [f"a{number}" for number in range(max(1, size - 1))]
    nodes: dict[str, Json] = {each: {"on_error": "branch"} for each in chain}
    nodes["h"] = values(**{f"of_{each}": f"{{{{ $nodes.{each} }}}}" for each in chain})
    return drawn(" > ".join(["t", *chain]), *(f"{each}:error > h" for each in chain), **nodes)


def repeated_by_handler(size: int) -> Json:
    """Return a loop all of whose errors lead to one node, which reads every node and leads on in the loop."""
    body = [f"a{number}" for number in range(max(2, size - 2))]
    nodes: dict[str, Json] = {each: {"on_error": "branch"} for each in body}
    nodes["c"] = condition("$trigger.done")
    nodes["h"] = values(**{f"of_{each}": f"{{{{ $nodes.{each} }}}}" for each in body})
    errors = [f"{each}:error > h" for each in body]
    return drawn(f"t > {' > '.join([*body, 'c'])}", f"c:false > {body[0]}", *errors, "h > c", **nodes)


def wide_switches(size: int) -> Json:
    """Return switches that fire each of ten cases that holds: each case leads to the next switch."""
    handles = [f"c{case}" for case in range(10)]
    switches = [f"s{number}" for number in range(max(2, size // (len(handles) + 1)))]
    paths = [f"{a}:{handle} > {a}_{handle} > {b}" for a, b in pairwise(switches) for handle in handles]
    nodes: dict[str, Json] = {
        each: {
            "type": "switch",
            "config": {
                "cases": [
                    {"handle": handle, "expression": f"$trigger.{each}.{handle}"} for handle in handles
                ],
                "mode": "all",
            },
        }
        for each in switches
    }
    return drawn(f"t > {switches[0]}", *paths, **nodes)


def leading_switches(size: int) -> Json:
    """Return switches of ten cases, each of which leads to the next switch."""
    switches = [f"s{number}" for number in range(size)]
    handles = [f"c{case}" for case in range(10)]
    paths = [f"{a}:{handle} > {b}" for a, b in pairwise(switches) for handle in handles]
    named = [{"handle": handle, "expression": f"$trigger.x = {handle!r}"} for handle in handles]
    nodes: dict[str, Json] = {each: {"type": "switch", "config": {"cases": named}} for each in switches}
    return drawn(f"t > {switches[0]}", *paths, **nodes)
