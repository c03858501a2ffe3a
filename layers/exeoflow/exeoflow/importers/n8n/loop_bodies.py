"""What hangs on a loop's body without coming back is held within it, so that it runs in every pass."""

from collections import defaultdict

from exeoflow.digraph import reachable


def keep_in_loop(connections: list[dict[str, str]], first: str, keep: str) -> None:
    """Connect each handle of the body that nothing comes back from with `keep`; the body begins with `first`.

    `keep` leads back into the loop and is never live.
    """
    following: dict[str, set[str]] = defaultdict(set)
    preceding: dict[str, set[str]] = defaultdict(set)
    handles: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for each in connections:
        following[each["source"]].add(each["target"])
        preceding[each["target"]].add(each["source"])
        handles[each["source"], each.get("source_handle")].add(each["target"])
    begun = reachable(following, [first])
    if not begun & preceding[keep] and first not in reachable(preceding, [keep]):
        returning = reachable(preceding, [first])
        body = {each for each in begun if each in returning}
        for (source, handle), targets in handles.items():
            if source in body and not targets & body:
                connection = {"source": source, "target": keep}
                if handle is not None:
                    connection["source_handle"] = handle
                if connection not in connections and not _leaves_by_more(source, first):
                    connections.append(connection)


def _leaves_by_more(source: str, first: str) -> bool:
    """Whether a step is the one that decides whether its loop is over."""
    return source == f"{first.removesuffix('_loop')}_more"
