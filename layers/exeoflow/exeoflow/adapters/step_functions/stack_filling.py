"""What a stack fills its definitions with, wherever their machines run."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from exeoflow.adapters.step_functions.definition_filling import (
    MACHINE_PREFIX,
    RESOURCE_PREFIX,
    WORKSPACE,
    filled_definition,
)
from exeoflow.model import json
from exeoflow.model.json import JsonObject
from exeoflow.model.resource_names import OwnResources, ResourceNames, place_of


@dataclass(frozen=True)
class StackFilling:
    """The values of the placeholders that all workspaces share, and the rule for what each has of its own."""

    values: Mapping[str, str]
    resource_names: ResourceNames

    @cached_property
    def hash(self) -> str:
        """Hash what every definition may be filled with."""
        names = self.resource_names
        said = {**self.values, RESOURCE_PREFIX: [names.stack_prefix, names.is_single_tenant]}
        return hashlib.sha256(json.canonical(said)).hexdigest()

    def own_resources(self, workspace: str) -> OwnResources:
        """Return which resources workflows of the workspace may name."""
        return OwnResources(self.resource_names.prefix_of(workspace), place_of(self.values[MACHINE_PREFIX]))

    def filled(self, workspace: str, definition: JsonObject) -> JsonObject:
        """Return the definition with the functions, the prefixes and the workspace in their places."""
        whose = {WORKSPACE: workspace, RESOURCE_PREFIX: self.resource_names.prefix_of(workspace)}
        return filled_definition(definition, {**self.values, **whose})
