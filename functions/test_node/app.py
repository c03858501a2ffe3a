"""Try one node without calling anything."""

from exeoflow.api.answers import Answer
from exeoflow.api.bodies.body import optional_json_object
from exeoflow.api.executions.try_answers import given_of, node_tested
from exeoflow.api.request import Request
from exeoflow.api.workflows.operations import TEST_NODE
from exeoflow.bootstrap import Application, endpoint


@endpoint(TEST_NODE)
def handler(request: Request, app: Application) -> Answer:
    """Show what it would do."""
    from exeoflow.service.executions.explain.try_node import try_node

    given = given_of(optional_json_object(request), request.scopes)
    parameters = request.path_parameters
    tried = try_node(app, request.workspace, parameters["workflow_id"], parameters["node_id"], given)
    return TEST_NODE.answer(node_tested(tried, request.language))
