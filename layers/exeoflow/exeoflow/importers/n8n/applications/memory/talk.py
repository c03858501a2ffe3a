"""How an agent uses its memory: what it tells its model of it, and what it adds."""

from typing import Final

from exeoflow.importers.n8n.applications.memory.kept import HELD, window
from exeoflow.importers.n8n.pieces import OWN
from exeoflow.importers.n8n.source import SourceNode

_TOOLS_SINCE: Final = 3
"""The version of the agent since which it remembers what the tools of the last round gave."""
_SAID: Final = f"$nodes.`{OWN}said`"
_ASKED: Final = f"$nodes.`{OWN}begin`.call.body.messages[-1]"
_PAIR: Final = (
    f'[{{"role": "user", "content": {_ASKED}.content}}, %s{{"role": "assistant", "content": {_SAID}.text}}]'
)
_USED: Final = (
    f"$t := {_SAID}.messages; $last := function($fits) "
    "{ $max([$map($t, function($m, $k) { $k < $count($t) - 1 and $fits($m) ? $k })]) }; "
    "$from := $last(function($m) { $exists($m.tool_calls) }); "
    '$user := $last(function($m) { $m.role = "user" }); '
    "$calls := $exists($from) and $from > $user ? [$t[$from].tool_calls] : []; "
    "$told := function($c) {( $given := $filter($t, function($m, $k) "
    "{ $k > $from and $m.tool_call_id = $c.id })[0]; "
    '$merge([$given, {"name": $c.function.name}]) )}; '
    "$used := $reduce($calls, function($all, $c) { $append($all, "
    '[{"role": "assistant", "content": "", "tool_calls": [$c]}, $told($c)]) }, []); '
)
"""Binds `$used` to the last round's calls, each with what its tool gave."""


def recalled(begin: str) -> str:
    """JSONata for an item's first messages: the session's stand before the question, the last one."""
    return (
        f"($asked := {begin}.call.body.messages; $before := [$filter($asked, function($m, $k) "
        f"{{ $k < $count($asked) - 1 }})]; $append($append($before, {window(HELD)}), [$asked[-1]]))"
    )


def grown(agent: SourceNode) -> str:
    """JSONata for the session's messages with what was asked and answered now."""
    if agent.version < _TOOLS_SINCE:
        return f"$append({HELD}, {_PAIR % ''})"
    is_one = f'{_SAID}.text != "" and {_ASKED}.content != ""'
    return f"({_USED}{is_one} ? $append({HELD}, {_PAIR % '$used, '}) : {HELD})"
