"""Variables in memory."""

from dataclasses import dataclass, field

from exeoflow.model.variables import Variables


@dataclass
class FakeVariableStore:
    """Keeps the variables of each workspace."""

    stored: dict[str, Variables] = field(default_factory=dict)

    def get(self, workspace: str) -> Variables:
        return self.stored.get(workspace, Variables(workspace))

    def replace(self, previous: Variables, variables: Variables) -> bool:
        if self.get(variables.workspace).revision != previous.revision:
            return False
        self.stored[variables.workspace] = variables
        return True
