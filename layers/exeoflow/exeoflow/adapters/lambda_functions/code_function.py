"""The function in which code runs, called for a workspace: in an environment that is the workspace's own."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exeoflow.adapters.aws_errors import translated
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
            answer = self.client.invoke(
                FunctionName=self.arn, TenantId=workspace, Payload=json.dumps(asked).encode()
            )
            content = answer["Payload"].read()
        found: JsonObject = json.loads(content)
        if not answer.get("FunctionError"):
            return found
        message = f"{found.get('errorType')}: {found.get('errorMessage')}"
        return {"error": {"code": "Code.Failed", "message": message}, "logs": []}
