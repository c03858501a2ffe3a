"""Why an imported state is not quite the same (`exeoflow.importers.asl.reasons`), and what to do."""

from exeoflow.texts.text import Text

ASL_REASONS = {
    "resource-name": Text(
        "This workspace has to have the right to use “{name}”.",
        "Name a resource whose name begins as those of its own do.",
    ),
    "result-form": Text(
        "The result has the fields that are usually read; others of AWS are missing.",
        "Check what is read of the result.",
    ),
    "credential-needed": Text(
        "The connection that signs the request in AWS is not imported.",
        "Create a credential and name it at the node.",
    ),
    "integration": Text(
        "There is no node for “{resource}”.",
        "Replace the placeholder, for example by `lambda` or `http_request`.",
    ),
    "pattern": Text(
        "“{resource}” waits for a job or a token, which no node does.",
        "Replace the placeholder: a `wait` for a call, an `approval` or a `sub_workflow` waits, too.",
    ),
    "retriers": Text(
        "A node has one rule for trying again; the first one holds for all errors that were named.",
        "Check after which errors it is to be tried again.",
    ),
    "error-form": Text(
        "The cause of an error is its message; in AWS it may be JSON with more.",
        "Check what is read of the cause.",
    ),
    "context": Text(
        "“{path}” of the context is what comes next to it here.",
        "Check what it is used for.",
    ),
    "context-unknown": Text(
        "“{path}” of the context has no counterpart.",
        "Do without it.",
    ),
    "expression": Text(
        "The expression “{expression}” has no counterpart.",
        "Write it anew.",
    ),
    "variable-in-loop": Text(
        "The variable “{name}” is set at several places of one loop; which was the last is not fixed.",
        "Set it at one place of the loop.",
    ),
    "variable-lost": Text(
        "The variable “{name}” is set by a state without a counterpart.",
        "Replace that state first.",
    ),
    "field-left-out": Text(
        "The field “{field}” is not imported, or only in part.",
        "Set the node up by hand if it matters.",
    ),
    "field": Text(
        "The field “{field}” is missing, or has no counterpart as it is.",
        "Build anew what the state is to do.",
    ),
    "distributed": Text(
        "The items run within the execution, not in executions of their own.",
        "Check how many items there may be.",
    ),
    "state-odd": Text(
        "The state does not have the form that the language asks for.",
        "Check the definition.",
    ),
    "never-reached": Text(
        "No state leads to this one.",
        "Connect or delete it.",
    ),
}
