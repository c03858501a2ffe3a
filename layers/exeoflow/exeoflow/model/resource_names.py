"""Whose resources workflows may name: those whose names begin with the prefix of their workspace.

A name says whose it is, so that nothing needs to be asked: of the stack's prefix `for-workflows-`, the
workspace `acme` has `for-workflows-acme-...`, and nobody else has any of these. Where a name says an account
or a region, these are the stack's: roles reach no others.
"""

import hashlib
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

# A bucket's name has 63 characters, and the stack's prefix up to 32 of them.
_LONGEST_PART: Final = 20
_PLAIN: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HASHED: Final = re.compile(r"w[0-9a-f]{16}")
_HASH_DIGITS: Final = 16
# No hyphen comes first: it would belong to a workspace whose name has one there.
_REST: Final = "[A-Za-z0-9_.][A-Za-z0-9_.-]*"


# Whoever answers at the address of a queue is sent the message, signed: no host will do but those of SQS
# (https://docs.aws.amazon.com/general/latest/gr/sqs-service.html) and, where emulators listen, this machine
# and names without a dot, which are nobody else's. Digits alone would be an address anywhere.
_QUEUES_HOST: Final = (
    "(sqs(-fips)?[.]{region}[.](amazonaws[.]com([.]cn)?|api[.]aws)"
    "|({region}[.])?queue[.]amazonaws[.]com([.]cn)?"
    "|vpce-[a-z0-9-]+[.]sqs[.]{region}[.]vpce[.]amazonaws[.]com([.]cn)?"
    "|127[.]0[.]0[.]1|[a-z][a-z0-9-]*)(:[0-9]+)?"
)


class ResourceForm(StrEnum):
    """How a resource is named in a call, as a regular expression.

    `{own}` is a name of one's own; the rest in braces are the parts of the stack's place.
    """

    TABLE = "(arn:{partition}:dynamodb:{region}:{account}:table/)?{own}"
    BUCKET = "{own}"
    QUEUE = f"https?://{_QUEUES_HOST}/{{account}}/{{own}}"
    TOPIC = "arn:{partition}:sns:{region}:{account}:{own}"
    BUS = "(arn:{partition}:events:{region}:{account}:event-bus/)?(default|{own})"

    @property
    def begins_with_name(self) -> bool:
        """Whether the name itself is what comes first."""
        return self in {ResourceForm.BUCKET, ResourceForm.TABLE, ResourceForm.BUS}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stack is, by the parts of its ARNs."""

    partition: str
    region: str
    account: str


@dataclass(frozen=True, slots=True)
class OwnResources:
    """What a workspace may name: what begins so, in the place of the stack."""

    prefix: str
    place: Place


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """The rule of a stack; with `is_single_tenant` its workspaces share whatever has the stack's prefix."""

    stack_prefix: str
    is_single_tenant: bool

    def prefix_of(self, workspace: str) -> str:
        """Return how the names of a workspace's resources begin.

        >>> ResourceNames("for-workflows-", False).prefix_of("acme")
        'for-workflows-acme-'
        """
        if self.is_single_tenant:
            return self.stack_prefix
        return f"{self.stack_prefix}{name_part(workspace)}-"


def place_of(arn: str) -> Place:
    """Read where something is.

    >>> place_of("arn:aws:states:eu-central-1:123456789012:stateMachine:exeoflow-")
    Place(partition='aws', region='eu-central-1', account='123456789012')
    """
    _, partition, _, region, account, _ = arn.split(":", maxsplit=5)
    return Place(partition, region, account)


def name_part(workspace: str) -> str:
    """Return what stands for a workspace in names; no two workspaces have parts of which one begins another.

    Hyphens are doubled: `a-b` has `...-a--b-...`, which no name of `a` can be. What would be too long, or is
    not of the letters that all names may have, is hashed.

    >>> name_part("acme"), name_part("a-b")
    ('acme', 'a--b')
    """
    part = workspace.replace("-", "--")
    if len(part) <= _LONGEST_PART and _PLAIN.fullmatch(workspace) and not _HASHED.fullmatch(workspace):
        return part
    digest = hashlib.sha256(workspace.encode("utf-8", "surrogatepass")).hexdigest()
    return f"w{digest[:_HASH_DIGITS]}"


def pattern_of(form: ResourceForm, own: OwnResources) -> str:
    """Return the regular expression that a whole name must match to be one's own."""
    whole = form.value.format(own=own.prefix + _REST, **asdict(own.place))
    return f"^{whole}$"


def is_own(form: ResourceForm, own: OwnResources, name: str) -> bool:
    """Tell whether a name is one's own."""
    return re.fullmatch(pattern_of(form, own), name) is not None


def may_become_own(form: ResourceForm, own: OwnResources, beginning: str) -> bool:
    """Tell whether a name that begins so can be one's own, whatever comes after."""
    if not form.begins_with_name or beginning.startswith("arn:"[: len(beginning)]):
        return True
    return beginning.startswith(own.prefix) or own.prefix.startswith(beginning)
