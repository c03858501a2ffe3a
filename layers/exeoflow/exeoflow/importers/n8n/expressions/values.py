"""What a translation is given and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class EarlierNode:
    """How another node's items are read at this place, as JSONata.

    `items` is the list of its items' JSON. `paired` is the item that the present one descends from, None if
    nothing keeps that; `executed` is whether it ran, None where it certainly did. `doubt` is the code of what
    there is to tell about it, `doubt_of_paired` about the item alone; `parameters` are n8n's, without what an
    export leaves out; `context` is what n8n keeps of a loop, None where nothing is known of it. The items are
    those of `output`; `paired` is one of `paired_items`, those of `paired_output`: a run's own items may come
    from another output. `leads_here` is whether arrows lead from it; if none do, `paired` fails as n8n does.
    `has_paired` is whether there certainly is a paired item once it ran. Where it did not run, reading fails.
    """

    items: str
    paired: str | None
    executed: str | None
    doubt: str | None = None
    doubt_of_paired: str | None = None
    context: Mapping[str, str] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    output: int = 0
    paired_output: int = 0
    paired_items: str = ""
    leads_here: bool = True
    has_paired: bool = False

    @property
    def may_lack_paired(self) -> bool:
        """Whether reading `paired` may fail."""
        return self.executed is not None or not self.has_paired


@dataclass(frozen=True, slots=True)
class Scope:
    """What n8n's names mean where an expression stands, as JSONata.

    `json` is the present item's JSON, None where there is none; `items` the list of all; `index` the present
    one's position; `nodes` the earlier nodes by n8n's names; `arguments` what an AI model gives its tool.
    `timezone` is the workflow's IANA name, `workflow_name` n8n's name of it. `parameters` are the node's own,
    `run_index` is how often it ran before, None if nobody can say; `previous` is the node's name and output
    that its items come from, None where it may be several.
    """

    json: str | None
    items: str
    index: str | None
    nodes: Mapping[str, EarlierNode]
    timezone: str
    workflow_name: str
    arguments: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    run_index: str | None = None
    previous: tuple[str, int] | None = None
    files: Callable[[], str | None] = lambda: None
    """Gives the files of the present item by their names; None where nobody can tell them."""
    files_of: Callable[[str], str | None] = lambda _: None
    """Gives the files of the items of an earlier node; None where nobody can tell them."""


@dataclass(frozen=True, slots=True)
class Translated:
    """JSONata that means the same, nothing where n8n has `undefined`; codes of what is only near to it.

    `jsonata` calls functions of the `library` by names that begin with `js_`; `library.with_functions` puts
    them before it, and before several such texts at once.
    """

    jsonata: str
    approximations: tuple[str, ...] = ()
    spelled: str | None = None
    """The same with NaN and Infinity, null in JSON, as texts of these names; None if it is neither."""
    is_date: bool = False
    """Whether it is a date of JavaScript's own."""
    holds_dates: bool = False
    """Whether a date may stand in a list or an object, where n8n keeps it as one."""
    may_fail: bool = False
    """Whether it ends in an error, as in n8n, for some items."""


@dataclass(frozen=True, slots=True)
class ByCode:
    """JavaScript without a rule: an expression to be evaluated by a `code` node, and n8n's names it reads."""

    source: str
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Untranslatable:
    """What has no meaning here; `reason` is a stable code."""

    reason: str


class NoRule(Exception):
    """An expression, or a part of one, that no rule translates; a JavaScript engine can evaluate it."""


class NoMeaning(Exception):
    """A name that nothing here stands for; its text is the stable code of the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
