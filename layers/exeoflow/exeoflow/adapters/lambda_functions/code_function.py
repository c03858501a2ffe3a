"""The function in which code runs, called for a workspace: in an environment that is the workspace's own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from exeoflow.adapters.aws_errors import translated
from exeoflow.model import json
from exeoflow.model.json import JsonObject

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient


@dataclass(frozen=True, slots=True)
class CodeFunction:
    """Calls the function, and waits for what it returns."""

    client: "LambdaClient"
    arn: str

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        """Call it once: what may be repeated is for the machine to say, which waits for both."""
        with translated():
            # As it was measured: escapes and spaces would make several times as much of it.
            payload = json.write(asked).encode(errors="replace")
            answer = self.client.invoke(FunctionName=self.arn, TenantId=workspace, Payload=payload)
            content = answer["Payload"].read()
        found = cast("JsonObject", json.read(content))
        if not answer.get("FunctionError"):
            return found
        message = f"{found.get('errorType')}: {found.get('errorMessage')}"
        return {"error": {"code": "Code.Failed", "message": message}, "logs": []}
