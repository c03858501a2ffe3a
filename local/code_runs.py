"""Where authors' code runs on one machine: in the function of the stack, called in this process."""

from dataclasses import dataclass

from exeoflow.errors import StackFault
from exeoflow.model.json import JsonObject
from local.functions import FunctionTable


@dataclass(frozen=True, slots=True)
class LocalCodeRuns:
    """Calls the function, whose answer tells its errors."""

    functions: FunctionTable
    name: str

    def run(self, workspace: str, asked: JsonObject) -> JsonObject:
        """Run the code; each run has a process of its own, so that no workspace meets another."""
        del workspace
        function = self.functions.find(self.name)
        if function is None:
            raise StackFault(self.name)
        found: JsonObject = function.invoke(asked)
        return found
