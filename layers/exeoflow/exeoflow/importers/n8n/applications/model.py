"""How an application is described."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

NO_RESOURCE: Final = "-"
"""Stands in `of_versions` for operations of a node that has no resources."""
DONE: Final = '{"success": true}'
"""JSONata for the item that n8n gives where a service says nothing more than that it was done."""
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One request for each item.

    In `path`, `query` and `body` a text may name parameters of the node: `{a.b}`, `{a.b|default}`, or
    `{a.b, c}` for the first of them that is given; a text that is only such a name keeps the value's type,
    and a key without a value is left out. A tuple is one object of several. A name behind a colon takes a
    form that stands in `forms`: `{number:limit}`. The key `$` of a body holds JSONata for what is sent in
    its stead: it reads the other keys as `$request`, and the answer of the request before it as `$before`.
    `items` is JSONata for the items of the answer's body `$answer`, which may read the `$request` that was
    sent; `is_one`: each input gives one item.
    """

    method: Method
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    items: str = "$answer"
    is_one: bool = False
    address: str | None = None
    """JSONata for the address, after `before`, from the one that `path` gives, `$address`."""
    before: "Operation | None" = None
    """A request that is sent before, for its answer `$before`; that of the first of several is `$begun`."""
    properties: Mapping[str, Any] = field(default_factory=dict)
    """Those of the step of a request that is sent before another, such as how often it is tried."""
    most: int = 0
    """How many items n8n gives, where the node does not say so and the service is not asked for that many."""
    is_judged_later: bool = False
    """Whether what is sent behind it is sent, too, where the service refuses it; `items` tell of that."""
    is_all: bool = False
    """Whether the node lists all that there are unless it is told not to."""
    nearly: str = ""
    """A setting that works only nearly as in n8n."""
    body_type: str | None = None
    files: str | None = None
    """JSONata for the files of the item that is made of `$answer`, by their names; `$file` is the name that
    the node gives, at the parameter `file_name`. `$sent` is the answer with its headers, `$before` the one
    before it, `$given` the item that came in; `items` may read them."""
    file_name: str = ""
    response: Literal["binary", "xml"] | None = None
    """What the answer is read as, if not as its own type says."""
    where: Mapping[tuple[str, object], "Operation | None"] = field(default_factory=dict)
    """What the operation is where a parameter has a value, or any: `...`; a tuple is a list, `@version` the
    node's, at least. None: it is not described."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a service says with a status of success that it refused; n8n's node then fails.

    `met` is JSONata for whether it did in the answer `$answer`, `words` for what it says of that.
    """

    met: str
    words: str
    is_beside: bool = False
    """Whether n8n gives the answer, too, where a node goes on."""


@dataclass(frozen=True, slots=True)
class Application:
    """A service: its address, how it is told who asks, and its operations by resource and operation.

    What stands between `<` and `>` in the base differs from account to account. `scheme` and `header` are the
    credential's; `default` is the resource that an export leaves out, `defaults` are the operations.
    """

    name: str
    base: str
    operations: Mapping[tuple[str, str], Operation]
    default: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    header: str | None = None
    scheme: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    of_versions: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """By the whole part of the node's version: `defaults` that are others, and the resource behind `""`."""
    only: str = ""
    """The resource that some versions of the node name though it has no other."""
    note: str = ""
    """A reason for which every node of it is approximated, beside those of all applications."""
    refusal: Refusal | None = None

    def usual_resource(self, version: float) -> str:
        """The resource that an export of a version of the node leaves out."""
        return self.of_versions.get(int(version), {}).get("", self.default)

    def usual_operation(self, version: float, resource: str) -> str:
        """The operation of a resource that an export leaves out."""
        others = self.of_versions.get(int(version), {})
        return others.get(resource or NO_RESOURCE, self.defaults.get(resource, ""))

    @property
    def gap(self) -> str:
        """What has to be put into the address by hand."""
        return gap_in(self.base)


def gap_in(address: str) -> str:
    """What has to be put into an address by hand: what stands between `<` and `>`."""
    return address.partition("<")[2].partition(">")[0]
