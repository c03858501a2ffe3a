"""The node that runs an author's own code, which the Lambda function `run_code` carries out."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from exeoflow.code.mentions import mentions_in
from exeoflow.code.syntax import syntax_fault
from exeoflow.expressions import Reference
from exeoflow.model.scalars import Flag, Whole
from exeoflow.nodes.fields import INPUT, AnyValue, CodeSource, Config, Values, example
from exeoflow.nodes.formats.timezone import check_timezone
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import (
    LAMBDA_INVOKE_FOR_TENANT,
    LAMBDA_UNANSWERED,
    files_call,
    payload_unpacked,
)
from exeoflow.nodes.node_type import Kind, NodeType, fields_of_file
from exeoflow.nodes.permission import invoke

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exeoflow.model.json import Json

MAX_SOURCE = 64 * 1024
MAX_TIMEOUT = 60
# What a call may need beside the code itself: a new environment, and a new process in it.
_START_SECONDS = 30


class CodeConfig(
    Config,
    json_schema_extra=example(
        language="javascript", source="return $input.lines.map((line) => line.price * line.count)"
    ),
):
    """Runs JavaScript or Python as the body of a function of `$input`, `$trigger`, `$nodes` and `$vars`.

    It yields what the code returns, which is any JSON. The code reaches no file, no network and nothing of
    AWS: with `files` `contents` it is handed what the files in its input hold, and `response` `file` keeps
    what it returns as one. With `names` `n8n` it finds n8n's names instead; `mode`, `nodes`, `timezone`,
    `keep_failed_items` and `with_origins` mean something only then.
    """

    language: Literal["javascript", "python"] = "javascript"
    source: Annotated[str, Field(min_length=1, max_length=MAX_SOURCE), CodeSource()]
    input: AnyValue = INPUT
    timeout: Annotated[Whole, Field(ge=1, le=MAX_TIMEOUT)] = 10
    names: Literal["exeoflow", "n8n"] = "exeoflow"
    mode: Literal["all", "all_unchecked", "each", "each_fields", "value", "values"] = "all"
    nodes: Values = Field(default_factory=dict)
    timezone: Annotated[str, AfterValidator(check_timezone)] = "UTC"
    keep_failed_items: Flag = False
    with_origins: Flag = False
    files: Literal["references", "contents"] = "references"
    response: Literal["value", "file"] = "value"

    @field_validator("source")
    @classmethod
    def _check_source(cls, source: str, info: ValidationInfo) -> str:
        """A fault of syntax is one of the workflow: no execution would get past it."""
        size = len(source.encode(errors="replace"))
        if size > MAX_SOURCE:
            raise PydanticCustomError("code-too-long", "too long", {"size": size, "limit": MAX_SOURCE})
        language = info.data.get("language", "javascript")
        if (fault := syntax_fault(language, source)) is not None:
            values = {"language": language, "reason": fault.reason, "line": fault.line or 1}
            raise PydanticCustomError("code-syntax", "wrong syntax", values)
        return source


def lower_code(config: CodeConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that runs code, in an environment of the workspace's own."""
    payload = _payload(config, bindings)
    if config.files == "contents" or config.response == "file":
        return _over_files(config, payload, bindings)
    return Task(
        resource=LAMBDA_INVOKE_FOR_TENANT,
        arguments={
            "FunctionName": "${RunCodeFunctionArn}",
            "TenantId": "${Workspace}",
            "Payload": payload,
        },
        output="{% $states.result[0].output %}",
        retry=(LAMBDA_UNANSWERED,),
        timeout=config.timeout + _START_SECONDS,
        unpacked=payload_unpacked("Code.Failed"),
    )


def _payload(config: CodeConfig, bindings: Bindings) -> "dict[str, Json]":
    """What the function is asked: the source, and what it reads by the names that it knows."""
    values = _n8n_values(config, bindings) if config.names == "n8n" else _own_values(config, bindings)
    payload: dict[str, Json] = {
        "language": config.language,
        "source": bindings.literal(config.source),
        "timeout": config.timeout,
        "values": values,
        "node_id": bindings.node_id,
        "execution_id": f"{{% {bindings.execution_id} %}}",
    }
    if config.names == "n8n":
        payload |= {"names": config.names, "mode": config.mode, "timezone": config.timezone}
        payload |= {"on_error": "continue"} if config.keep_failed_items else {}
        payload |= {"origins": True} if config.with_origins else {}
    return payload


def _over_files(config: CodeConfig, payload: "dict[str, Json]", bindings: Bindings) -> Task:
    """The function that keeps files asks for the code, which may read none, and hands on its answer."""
    asked: dict[str, Json] = {"operation": "code", "files": config.files, "response": config.response}
    call = files_call("${RunFileOperationFunctionArn}", asked | {"code": payload}, bindings)
    return replace(
        call,
        output="{% $states.result[0].output %}",
        timeout=config.timeout + 2 * _START_SECONDS,
        unpacked="{% $states.result.Payload %}",
    )


def _own_values(config: CodeConfig, bindings: Bindings) -> "dict[str, Json]":
    """What the source names, and its input."""
    values: dict[str, Any] = {"input": bindings.value(config.input)}
    nodes: dict[str, Json] = {}
    for mention in mentions_in(config.language, config.source):
        if mention.root != "nodes":
            values[mention.root] = _read(bindings, Reference(mention.root, "", 0, 0))
        elif mention.name not in nodes:
            nodes[mention.name] = _read(bindings, Reference("nodes", mention.name, 0, 0))
    return values | ({"nodes": nodes} if nodes else {})


def _n8n_values(config: CodeConfig, bindings: Bindings) -> "dict[str, Json]":
    return {
        "items": bindings.value(config.input),
        "nodes": bindings.value(config.nodes),
        "workflow": {
            "id": _read(bindings, Reference("workflow", "id", 0, 0)),
            "name": _read(bindings, Reference("workflow", "name", 0, 0)),
        },
        "execution": {"id": f"{{% {bindings.execution_id} %}}"},
    }


def _read(bindings: Bindings, reference: Reference) -> str:
    return f"{{% {bindings.names(reference)} %}}"


def _known_file(config: "Mapping[str, Any]") -> tuple[str, ...] | None:
    return () if config.get("response") == "file" else None


CODE = NodeType(
    "code",
    Kind.ACTION,
    CodeConfig,
    lower_code,
    is_task=True,
    known_fields=fields_of_file(_known_file),
    known_file=_known_file,
    permissions=(invoke("RunCodeFunction", "RunFileOperationFunction"),),
)
