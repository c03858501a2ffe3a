"""Parses a CloudFormation template written in YAML."""

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


class _TemplateLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """Reads the short form of CloudFormation's functions, `!Ref x`, as the long one, `{"Ref": "x"}`."""


def _long_form(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    function = name if name in {"Ref", "Condition"} else f"Fn::{name}"
    match node:
        case yaml.ScalarNode():
            value = loader.construct_scalar(node)
            return {function: value.split(".", 1) if name == "GetAtt" else value}
        case yaml.SequenceNode():
            return {function: loader.construct_sequence(node, deep=True)}
        case yaml.MappingNode():
            return {function: loader.construct_mapping(node, deep=True)}
    raise ValueError(f"!{name} stands before something that is no value")


_TemplateLoader.add_multi_constructor("!", _long_form)


def read_document(path: Path) -> dict[str, Any]:
    """Return the template at `path` with every intrinsic function in its long form."""
    return deepcopy(_parsed(path.read_bytes()))


# Tests run the stack a hundred times in one process, and to parse takes ten times as long as to copy.
@lru_cache(maxsize=1)
def _parsed(text: bytes) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(text, Loader=_TemplateLoader)  # noqa: S506  a safe loader
    return document
