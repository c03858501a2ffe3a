"""Rules about what `{{ ... }}` refers to."""

from exeoflow.diagnostics.rules.rule import Rules, error, warning

RULES: Rules = {
    "expression-root-bound": error(
        (
            "Der Ausdruck in „{field}“ bindet `${name}`, das schon eine feste Bedeutung hat.",
            "Wählen Sie einen anderen Namen.",
        ),
        ("The expression in “{field}” binds `${name}`, which has a fixed meaning.", "Choose another name."),
    ),
    "expression-unknown-name": error(
        (
            "`${name}` in „{field}“ ist weder eine Funktion noch eine bekannte Variable.",
            "Bekannt sind {known} und die Funktionen von JSONata.",
        ),
        (
            "`${name}` in “{field}” is neither a function nor a known variable.",
            "Known are {known} and the functions of JSONata.",
        ),
    ),
    "expression-unknown-field": error(
        ("`${root}` hat kein Feld „{field_name}“ (in „{field}“).", "Bekannt sind: {known}."),
        ("`${root}` has no field “{field_name}” (in “{field}”).", "Known are: {known}."),
    ),
    "expression-bare-nodes": error(
        (
            "`$nodes` in „{field}“ nennt keinen Knoten.",
            "Schreiben Sie `$nodes.<id>`; eine id, die kein Name ist, in Gravis: $nodes.`my-node`.",
        ),
        (
            "`$nodes` in “{field}” names no node.",
            "Write `$nodes.<id>`; an id that is no name in backticks: $nodes.`my-node`.",
        ),
    ),
    "expression-bare-execution": error(
        (
            "`$execution` in „{field}“ nennt kein Feld.",
            "Schreiben Sie `$execution.id` oder `$execution.started_at`.",
        ),
        ("`$execution` in “{field}” names no field.", "Write `$execution.id` or `$execution.started_at`."),
    ),
    "expression-bare-workflow": error(
        ("`$workflow` in „{field}“ nennt kein Feld.", "Schreiben Sie `$workflow.id` oder `$workflow.name`."),
        ("`$workflow` in “{field}” names no field.", "Write `$workflow.id` or `$workflow.name`."),
    ),
    "expression-states": error(
        (
            "`$states` in „{field}“ gehört Step Functions.",
            "Verwenden Sie `$input`, `$trigger`, `$nodes.<id>` oder `$execution`.",
        ),
        (
            "`$states` in “{field}” belongs to Step Functions.",
            "Use `$input`, `$trigger`, `$nodes.<id>` or `$execution`.",
        ),
    ),
    "expression-eval": error(
        (
            "`$eval` in „{field}“ gibt es nicht.",
            "Schreiben Sie den Ausdruck selbst; JSON-Text liest `$parse`.",
        ),
        ("There is no `$eval` (in “{field}”).", "Write the expression itself; `$parse` reads JSON text."),
    ),
    "expression-without-root": warning(
        (
            "Der Ausdruck in „{field}“ liest ein Feld, ohne zu sagen, wovon; das ergibt nichts.",
            "Setzen Sie davor, was gemeint ist, etwa `$input.`.",
        ),
        (
            "The expression in “{field}” reads a field without saying of what; that yields nothing.",
            "Put before it what is meant, such as `$input.`.",
        ),
    ),
}
