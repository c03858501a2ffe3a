"""The world around a workflow: what its action nodes answer, how long they take, and when they fail."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from tests.oracle.json_value import Json, digest

HTTP_ERRORS = ("Http.Status500", "Http.Status404", "Http.Timeout")


@dataclass(frozen=True, slots=True)
class Answer:
    """An action that went well: its output after so many seconds."""

    seconds: float
    output: Json


@dataclass(frozen=True, slots=True)
class Failure:
    """An action that failed after so many seconds."""

    seconds: float
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A person's no after so many seconds, with the output of the approval."""

    seconds: float
    output: Json


HTTP_TIMEOUT = Failure(0, "Http.Timeout", "no complete answer in time")
"""What a request says that takes longer than its node may."""

Reply: TypeAlias = Answer | Failure | Rejection


class Environment(Protocol):
    """Answers every action in the same way whenever it is asked the same."""

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer the `attempt`-th try (from 0) of a node with this resolved configuration.

        A request that has a `kind` waits for an answer from outside: an `approval` or a `call`.
        """


def echo(node_id: str, request: Json) -> Json:
    """Return an output that differs whenever the request differs, in the shape of an HTTP answer."""
    return {"status": 200, "headers": {}, "body": {"node": node_id, "echo": digest(request)}}


def answered(node_id: str, request: Json, seconds: float, *, is_approved: bool) -> Answer | Rejection:
    """Return what comes from outside: the data of a call, or a person's decision."""
    echoed = {"body": {"node": node_id, "echo": digest(request)}}
    if request["kind"] == "call":
        return Answer(seconds, echoed)
    decision = "approved" if is_approved else "rejected"
    output = {"decision": decision, "data": echoed, "decided_at": "2026-01-01T00:00:00Z"}
    return Answer(seconds, output) if is_approved else Rejection(seconds, output)


@dataclass(frozen=True, slots=True)
class SeededEnvironment:
    """Random durations up to ten seconds; a share of the attempts fails. All of it follows from the seed."""

    seed: int
    failing: float = 0.0

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer by a random generator that is seeded with everything that is asked."""
        chance = random.Random(f"{self.seed} {node_id} {attempt} {digest(request)}")  # noqa: S311 - no secret
        seconds = chance.uniform(0.001, 10)
        if chance.random() < self.failing:
            return Failure(seconds, chance.choice(HTTP_ERRORS), f"{node_id} failed")
        if "kind" in request:
            return answered(node_id, request, seconds, is_approved=chance.choice((True, False)))
        return Answer(seconds, echo(node_id, request))


@dataclass(frozen=True, slots=True)
class ScriptedEnvironment:
    """Seconds per node (default 1), and per failing node its error code and how many first attempts fail.

    Whoever is asked says yes, except at the nodes in `rejected`.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    failures: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer as the script says."""
        seconds = self.seconds.get(node_id, 1.0)
        code, failing_attempts = self.failures.get(node_id, ("", 0))
        if attempt < failing_attempts:
            return Failure(seconds, code, f"{node_id} failed")
        if "kind" in request:
            return answered(node_id, request, seconds, is_approved=node_id not in self.rejected)
        return Answer(seconds, echo(node_id, request))
