"""Rules about what `{{ ... }}` refers to."""

from exeoflow.texts.text import Text

RULES = {
    "expression-root-bound": Text(
        "The expression in “{field}” binds `${name}`, which has a fixed meaning.", "Choose another name."
    ),
    "expression-unknown-name": Text(
        "`${name}` in “{field}” is neither a function nor a known variable.",
        "Known are {known} and the functions of JSONata.",
    ),
    "expression-unknown-field": Text(
        "`${root}` has no field “{field_name}” (in “{field}”).", "Known are: {known}."
    ),
    "expression-bare-nodes": Text(
        "`$nodes` in “{field}” names no node.",
        "Write `$nodes.<id>`; an id that is no name in backticks: $nodes.`my-node`.",
    ),
    "expression-bare-execution": Text(
        "`$execution` in “{field}” names no field.",
        "Write `$execution.id`, `$execution.started_at` or `$execution.resume_url`.",
    ),
    "expression-bare-workflow": Text(
        "`$workflow` in “{field}” names no field.", "Write `$workflow.id` or `$workflow.name`."
    ),
    "expression-states": Text(
        "`$states` in “{field}” belongs to Step Functions.",
        "Use `$input`, `$trigger`, `$nodes.<id>` or `$execution`.",
    ),
    "expression-eval": Text(
        "There is no `$eval` (in “{field}”).", "Write the expression itself; `$parse` reads JSON text."
    ),
    "expression-without-root": Text(
        "The expression in “{field}” reads a field without saying of what; Step Functions refuses that.",
        "Put before it what is meant, such as `$input.`.",
    ),
}
