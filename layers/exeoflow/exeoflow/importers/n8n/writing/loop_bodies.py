"""What hangs on a loop's body without coming back is held within it, so that it runs in every pass."""

from collections import defaultdict

from exeoflow.digraph import reachable


def keep_in_loop(connections: list[dict[str, str]], first: str, back: str, keep: str) -> None:
    """Connect each handle of the body that nothing comes back from with `keep`, which is never live.

    The body begins with `first`, and comes back at `back`; `keep` leads there, too.
    """
    following: dict[str, set[str]] = defaultdict(set)
    preceding: dict[str, set[str]] = defaultdict(set)
    handles: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for each in connections:
        preceding[each["target"]].add(each["source"])
        if each["source"] != back:  # Behind it are the loop's other passes, and what is around the loop.
            following[each["source"]].add(each["target"])
            handles[each["source"], each.get("source_handle")].add(each["target"])
    body = _body(following, preceding, first, back)
    if body & preceding[keep]:
        return
    for (source, handle), targets in handles.items():
        if source in body and not targets & (body | {back}):
            named = {} if handle is None else {"source_handle": handle}
            connections.append({"source": source, "target": keep, **named})


def _body(following: dict[str, set[str]], preceding: dict[str, set[str]], first: str, back: str) -> set[str]:
    """The steps between the beginning of a pass and its coming back."""
    before: dict[str, set[str]] = defaultdict(set, preceding)
    before[first] = set()
    begun = reachable(following, [first])
    return {each for each in reachable(before, [back]) if each in begun and each != back}
