"""Rules about what `{{ ... }}` refers to."""

from exeoflow.texts.text import Text

RULES = {
    "expression-root-bound": Text(
        "Der Ausdruck in „{field}“ bindet `${name}`, das schon eine feste Bedeutung hat.",
        "Wählen Sie einen anderen Namen.",
    ),
    "expression-unknown-name": Text(
        "`${name}` in „{field}“ ist weder eine Funktion noch eine bekannte Variable.",
        "Bekannt sind {known} und die Funktionen von JSONata.",
    ),
    "expression-unknown-field": Text(
        "`${root}` hat kein Feld „{field_name}“ (in „{field}“).", "Bekannt sind: {known}."
    ),
    "expression-bare-nodes": Text(
        "`$nodes` in „{field}“ nennt keinen Knoten.",
        "Schreiben Sie `$nodes.<id>`; eine id, die kein Name ist, in Backticks: $nodes.`my-node`.",
    ),
    "expression-bare-execution": Text(
        "`$execution` in „{field}“ nennt kein Feld.",
        "Schreiben Sie `$execution.id`, `$execution.started_at` oder `$execution.resume_url`.",
    ),
    "expression-bare-workflow": Text(
        "`$workflow` in „{field}“ nennt kein Feld.", "Schreiben Sie `$workflow.id` oder `$workflow.name`."
    ),
    "expression-states": Text(
        "`$states` in „{field}“ gehört Step Functions.",
        "Verwenden Sie `$input`, `$trigger`, `$nodes.<id>` oder `$execution`.",
    ),
    "expression-eval": Text(
        "`$eval` in „{field}“ gibt es nicht.", "Schreiben Sie den Ausdruck selbst; JSON-Text liest `$parse`."
    ),
    "expression-without-root": Text(
        "Der Ausdruck in „{field}“ liest ein Feld, ohne zu sagen, wovon; das lehnt Step Functions ab.",
        "Setzen Sie davor, was gemeint ist, etwa `$input.`.",
    ),
}
