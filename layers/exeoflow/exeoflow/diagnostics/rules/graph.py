"""Rules about nodes and connections, as far as they need no analysis of the flow."""

from exeoflow.diagnostics.rules.rule import Rules, error, warning

RULES: Rules = {
    "workflow-too-many-nodes": error(
        ("Der Workflow hat {count} Knoten.", "Teilen Sie ihn auf: erlaubt sind {limit}."),
        ("The workflow has {count} nodes.", "Split it: {limit} are allowed."),
    ),
    "workflow-too-many-connections": error(
        ("Der Workflow hat {count} Verbindungen.", "Teilen Sie ihn auf: erlaubt sind {limit}."),
        ("The workflow has {count} connections.", "Split it: {limit} are allowed."),
    ),
    "workflow-more-faults": error(
        ("Es gibt {count} weitere Fehler.", "Beheben Sie zuerst die genannten."),
        ("There are {count} more faults.", "Correct the reported ones first."),
    ),
    "node-type-unknown": error(
        ("Den Knotentyp „{type}“ gibt es nicht.", "Bekannt sind: {known}."),
        ("There is no node type “{type}”.", "Known are: {known}."),
    ),
    "node-id-duplicate": error(
        ("Mehrere Knoten haben die id „{node}“.", "Geben Sie jedem Knoten eine eigene id."),
        ("Several nodes have the id “{node}”.", "Give each node an id of its own."),
    ),
    "trigger-missing": error(
        (
            "Der Workflow hat keinen Auslöser.",
            "Fügen Sie einen Knoten vom Typ `trigger` hinzu, der nicht abgeschaltet ist.",
        ),
        ("The workflow has no trigger.", "Add a node of type `trigger` that is not disabled."),
    ),
    "connection-source-unknown": error(
        (
            "Die Verbindung beginnt bei „{node}“; diesen Knoten gibt es nicht.",
            "Nennen Sie als `source` einen Knoten des Workflows.",
        ),
        (
            "The connection starts at “{node}”, which does not exist.",
            "Name a node of the workflow as `source`.",
        ),
    ),
    "connection-target-unknown": error(
        (
            "Die Verbindung endet bei „{node}“; diesen Knoten gibt es nicht.",
            "Nennen Sie als `target` einen Knoten des Workflows.",
        ),
        (
            "The connection ends at “{node}”, which does not exist.",
            "Name a node of the workflow as `target`.",
        ),
    ),
    "connection-duplicate": error(
        (
            "Dieselbe Verbindung von „{source}“ nach „{target}“ gibt es schon.",
            "Entfernen Sie eine von beiden.",
        ),
        ("The same connection from “{source}” to “{target}” already exists.", "Remove one of the two."),
    ),
    "connection-handle-unknown": error(
        ("„{node}“ hat keinen Ausgang „{handle}“.", "Bekannt sind: {known}."),
        ("“{node}” has no handle “{handle}”.", "Known are: {known}."),
    ),
    "connection-handle-unnamed": error(
        ("„{node}“ hat nur einen Ausgang, und der hat keinen Namen.", "Lassen Sie `source_handle` weg."),
        ("“{node}” has only one handle, which has no name.", "Leave out `source_handle`."),
    ),
    "connection-handle-missing": error(
        (
            "„{node}“ hat mehrere Ausgänge; die Verbindung nennt keinen.",
            "Geben Sie `source_handle` an, eines von: {known}.",
        ),
        (
            "“{node}” has several handles; the connection names none.",
            "Give `source_handle`, one of: {known}.",
        ),
    ),
    "connection-error-handle": error(
        ("„{node}“ hat keinen Ausgang `error`.", "Setzen Sie bei diesem Knoten `on_error` auf `branch`."),
        ("“{node}” has no handle `error`.", "Set `on_error` of that node to `branch`."),
    ),
    "connection-from-stop": error(
        (
            "Nach „{node}“ geht es nicht weiter: `stop` und `respond` beenden ihren Weg.",
            "Entfernen Sie die Verbindung.",
        ),
        ("Nothing follows “{node}”: `stop` and `respond` end their path.", "Remove the connection."),
    ),
    "connection-into-trigger": error(
        (
            "Die Verbindung führt in den Auslöser „{node}“.",
            "Ein Auslöser ist immer ein Anfang: entfernen Sie die Verbindung.",
        ),
        (
            "The connection leads into the trigger “{node}”.",
            "A trigger is always a beginning: remove the connection.",
        ),
    ),
    "reference-unknown-node": error(
        (
            "„{field}“ liest `$nodes.{node}`; diesen Knoten gibt es nicht.",
            "Nennen Sie die id eines Knotens; eine, die kein Name ist, steht in Gravis.",
        ),
        (
            "“{field}” reads `$nodes.{node}`, which does not exist.",
            "Name the id of a node; one that is no plain name stands in backticks.",
        ),
    ),
    "retry-without-effect": warning(
        ("`retry` bewirkt bei einem Knoten vom Typ `{type}` nichts.", "Entfernen Sie die Angabe."),
        ("`retry` has no effect on a node of type `{type}`.", "Remove it."),
    ),
    "timeout-without-effect": warning(
        ("`timeout` bewirkt bei einem Knoten vom Typ `{type}` nichts.", "Entfernen Sie die Angabe."),
        ("`timeout` has no effect on a node of type `{type}`.", "Remove it."),
    ),
    "on-error-without-effect": warning(
        ("`on_error` bewirkt bei einem Knoten vom Typ `{type}` nichts.", "Entfernen Sie die Angabe."),
        ("`on_error` has no effect on a node of type `{type}`.", "Remove it."),
    ),
    "error-handle-unconnected": warning(
        (
            "Vom Ausgang `error` dieses Knotens führt keine Verbindung weiter: sein Fehler bleibt unbemerkt.",
            "Verbinden Sie den Ausgang oder setzen Sie `on_error` auf `fail`.",
        ),
        (
            "Nothing is connected to the handle `error` of this node: its error goes unnoticed.",
            "Connect the handle or set `on_error` to `fail`.",
        ),
    ),
}
