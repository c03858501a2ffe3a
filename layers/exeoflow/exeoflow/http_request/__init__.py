"""The node `http_request`: one HTTP request on behalf of a workflow, as a Lambda task.

Workflows belong to strangers, the network around the function to its owner. So every address is checked after
its name was resolved, the connection goes to exactly that address, answers are refused beyond what Step
Functions can carry, and secrets stand in the Parameter Store, never in a workflow.
"""
