"""What a stack fills its definitions with, wherever their machines run."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from exeoflow.adapters.step_functions.definition_filling import (
    MACHINE_PREFIX,
    PUT_OBJECT,
    REQUEST_APPROVAL,
    RESOURCE_PREFIX,
    RUN_CODE,
    RUN_FILE_OPERATION,
    RUN_HTTP_REQUEST,
    TRANSFORM_DATA,
    VARIABLES_TABLE,
    WEBHOOKS_TABLE,
    WORKSPACE,
    filled_definition,
)
from exeoflow.model import json
from exeoflow.model.json import JsonObject
from exeoflow.model.resource_names import OwnResources, ResourceNames, place_of


@dataclass(frozen=True)
class StackFilling:
    """What the placeholders that all workspaces share stand for, and the rule for what each has of its own.

    `machine_prefix` ends where the workflow's id begins.
    """

    machine_prefix: str
    run_http_request: str
    run_code: str
    put_object: str
    run_file_operation: str
    transform_data: str
    request_approval: str
    webhooks_table: str
    variables_table: str
    resource_names: ResourceNames

    @cached_property
    def hash(self) -> str:
        """Hash what every definition may be filled with."""
        names = self.resource_names
        said = {**self._values, RESOURCE_PREFIX: [names.stack_prefix, names.is_single_tenant]}
        return hashlib.sha256(json.canonical(said)).hexdigest()

    def own_resources(self, workspace: str) -> OwnResources:
        """Return which resources workflows of the workspace may name."""
        return OwnResources(self.resource_names.prefix_of(workspace), place_of(self.machine_prefix))

    def filled(self, workspace: str, definition: JsonObject) -> JsonObject:
        """Return the definition with the functions, the prefixes and the workspace in their places."""
        whose = {WORKSPACE: workspace, RESOURCE_PREFIX: self.resource_names.prefix_of(workspace)}
        return filled_definition(definition, {**self._values, **whose})

    @property
    def _values(self) -> Mapping[str, str]:
        return {
            RUN_HTTP_REQUEST: self.run_http_request,
            RUN_CODE: self.run_code,
            PUT_OBJECT: self.put_object,
            RUN_FILE_OPERATION: self.run_file_operation,
            TRANSFORM_DATA: self.transform_data,
            REQUEST_APPROVAL: self.request_approval,
            WEBHOOKS_TABLE: self.webhooks_table,
            VARIABLES_TABLE: self.variables_table,
            MACHINE_PREFIX: self.machine_prefix,
        }
