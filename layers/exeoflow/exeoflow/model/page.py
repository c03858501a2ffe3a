"""One page of a list, with the exact number of all its items."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`number` counts from 1, `limit` is the size of a page."""

    number: int = 1
    limit: int = 20

    @property
    def offset(self) -> int:
        """How many items stand on the pages before."""
        return (self.number - 1) * self.limit


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """The items of the requested page; `total` counts those of all pages."""

    items: tuple[Item, ...]
    total: int
    request: PageRequest

    @property
    def pages(self) -> int:
        """How many pages hold all items."""
        return -(-self.total // self.request.limit)
