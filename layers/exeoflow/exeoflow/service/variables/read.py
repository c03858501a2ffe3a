"""Use cases: get one variable, list them."""

from exeoflow.errors import VariableNotFound
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.variables import Variable
from exeoflow.service.ports import Ports


def get_variable(ports: Ports, workspace: str, name: str) -> Variable:
    """Return the variable. Raises `VariableNotFound`."""
    found = ports.variables.get(workspace).by_name.get(name)
    if found is None:
        raise VariableNotFound
    return found


def list_variables(ports: Ports, workspace: str, page: PageRequest) -> Page[Variable]:
    """Return one page, by name."""
    found = sorted(ports.variables.get(workspace).by_name.values(), key=lambda each: each.name)
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)
