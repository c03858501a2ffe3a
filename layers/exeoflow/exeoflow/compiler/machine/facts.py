"""What is known of outlets where a state is left."""

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_, or_

from exeoflow.digraph import NO_NUMBERS, NumberSet
from exeoflow.fixed import fixed

_FEW = 8
"""Outlets that fire where a state is left are kept apart up to this many: they are searched one by one."""


@fixed
class Facts:
    """The outlets that may have fired and whose targets are not all over, and those that have for certain.

    `before` and `certain_before` hold where the state is entered, so all its exits share them; then it fires
    `firing`, for certain if `is_certain`, or each of them perhaps.
    """

    before: NumberSet = NO_NUMBERS
    certain_before: NumberSet = NO_NUMBERS
    firing: tuple[int, ...] = ()
    is_certain: bool = True

    @property
    def possible(self) -> NumberSet:
        """The outlets that may have fired."""
        return self.before.with_numbers(self.firing) if self.firing else self.before

    @property
    def certain(self) -> NumberSet:
        """Those of them that have fired for certain."""
        if not self.firing:
            return self.certain_before
        if self.is_certain:
            return self.certain_before.with_numbers(self.firing)
        return self.certain_before - NumberSet.of(self.firing)

    def __contains__(self, outlet: int) -> bool:
        """Whether the outlet may have fired."""
        return outlet in self.firing or outlet in self.before

    def has_fired(self, outlet: int) -> bool:
        """Whether the outlet has fired for certain."""
        return self.is_certain if outlet in self.firing else outlet in self.certain_before

    def is_settled(self, outlet: int) -> bool:
        """Whether it is known for certain if the outlet has fired."""
        if outlet in self.firing:
            return self.is_certain
        return outlet not in self.before or outlet in self.certain_before

    def among(self, outlets: NumberSet) -> "Facts":
        """What is known of these outlets."""
        return Facts(self.possible & outlets, self.certain & outlets)

    def without(self, outlets: NumberSet) -> "Facts":
        """What is known of all other outlets."""
        if not outlets.parts:  # as very often
            return self
        firing = self.firing and tuple([outlet for outlet in self.firing if outlet not in outlets])
        before = self.before - outlets
        if before is self.before and len(firing) == len(self.firing):
            return self
        return Facts(before, self.certain_before - outlets, firing, self.is_certain)

    def settled(self) -> "Facts":
        """The same as known where a state is entered, for all its exits to share."""
        return Facts(self.possible, self.certain) if self.firing else self

    def fired(self, outlets: Sequence[int]) -> "Facts":
        """The same with outlets of which it is known now that they have fired."""
        return self._after(outlets, is_certain=True)

    def perhaps_fired(self, outlets: Sequence[int]) -> "Facts":
        """The same with outlets that may have fired, whatever was known of them."""
        return self._after(outlets, is_certain=False)

    def _after(self, outlets: Sequence[int], *, is_certain: bool) -> "Facts":
        if not outlets:
            return self
        before = self.settled() if self.firing else self
        found = Facts(before.before, before.certain_before, tuple(outlets), is_certain)
        return found if len(outlets) <= _FEW else found.settled()

    def joined(self, other: "Facts") -> "Facts":
        """What is known here, and there of other outlets."""
        return Facts(self.possible | other.possible, self.certain | other.certain)


NOTHING_KNOWN = Facts()


def merged(known: Collection[Facts]) -> Facts:
    """What is known where several ways meet, of which one was taken: nothing where none does."""
    if len(known) < 2:  # noqa: PLR2004 - of one way, as mostly, is known what it tells
        return next(iter(known), NOTHING_KNOWN)
    # Exits of one state share what was known before, so it is joined once.
    possible = reduce(or_, {id(facts.before): facts.before for facts in known}.values())
    certain = {id(facts.certain_before): facts.certain_before for facts in known}
    firing = {outlet for facts in known for outlet in facts.firing}
    if not firing:
        return Facts(possible, reduce(and_, certain.values()))
    sure: Iterable[int] = firing
    for facts in known:
        sure = [outlet for outlet in sure if facts.has_fired(outlet)]
        if not sure:  # as where each way has an outlet of its own
            break
    fired = NumberSet.of(firing)
    return Facts(possible | fired, (reduce(and_, certain.values()) - fired).with_numbers(sure))
