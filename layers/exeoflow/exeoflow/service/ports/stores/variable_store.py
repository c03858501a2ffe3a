"""Port: where variables are kept, those of a workspace together: an execution reads them all at once."""

from typing import Protocol

from exeoflow.model.variables import Variables


class VariableStore(Protocol):
    """Keeps the variables of each workspace; machines read them too (`compiler.emit.preparations`)."""

    def get(self, workspace: str) -> Variables:
        """Return all variables of a workspace, as of this moment."""
        ...

    def replace(self, previous: Variables, variables: Variables) -> bool:
        """Store all variables; False, and nothing stored, if `previous` is no longer what is stored."""
        ...
