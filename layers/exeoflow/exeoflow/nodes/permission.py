"""What a node type's calls need in the role of the state machines."""

from dataclasses import dataclass

_HERE = "${AWS::Region}:${AWS::AccountId}"

OWN = "${WorkflowResourcePrefix}"
"""How the names of resources begin that workflows may use; the stack's own never begin so."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Actions of IAM on resources, in the notation of `Fn::Sub`; a stack may narrow the resources down."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]


def allow(*actions: str, on: str | tuple[str, ...]) -> Permission:
    """The actions on resources that are named without `arn:<partition>:`."""
    names = (on,) if isinstance(on, str) else on
    return Permission(actions, tuple(f"arn:${{AWS::Partition}}:{name}" for name in names))


def local(service: str, name: str) -> str:
    """A resource of a service in the stack's own region and account."""
    return f"{service}:{_HERE}:{name}"


def invoke(*functions: str) -> Permission:
    """A call of some of the stack's own functions."""
    # By name, not by attribute: functions know the API, and the API's functions the role that may do this.
    return allow(
        "lambda:InvokeFunction",
        on=tuple(local("lambda", f"function:${{AWS::StackName}}-{name}") for name in functions),
    )
