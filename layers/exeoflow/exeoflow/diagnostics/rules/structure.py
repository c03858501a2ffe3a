"""Rules that need an analysis of the whole flow; the compiler finds them."""

from exeoflow.diagnostics.rules.rule import Rules, error, warning

RULES: Rules = {
    "node-unreachable": warning(
        (
            "Kein Auslöser führt zu diesem Knoten; er wird nie ausgeführt.",
            "Verbinden Sie ihn oder entfernen Sie ihn.",
        ),
        ("No trigger leads to this node; it never runs.", "Connect it or remove it."),
    ),
    "loop-irreducible": error(
        (
            "Diese Schleife kann an mehreren Knoten betreten werden: {entries}.",
            "Lassen Sie alle Verbindungen von außen an einem dieser Knoten beginnen.",
        ),
        (
            "This loop can be entered at several nodes: {entries}.",
            "Let all connections from outside lead to one of them.",
        ),
    ),
    "reference-not-upstream": error(
        (
            "„{field}“ liest `$nodes.{node}`; von dort führt kein Weg hierher.",
            "Lesen Sie einen Knoten, der vor diesem liegt.",
        ),
        (
            "“{field}” reads `$nodes.{node}`, from which no path leads here.",
            "Read a node that lies before this one.",
        ),
    ),
    "item-outside-loop": error(
        (
            "„{field}“ liest `${name}` außerhalb einer Schleife `for_each`.",
            "Verwenden Sie es nur in Knoten, die am Ausgang `loop` hängen.",
        ),
        (
            "“{field}” reads `${name}` outside a `for_each`.",
            "Use it only in nodes that hang on the handle `loop`.",
        ),
    ),
    "loops-nested-too-deeply": error(
        (
            "Hier sind mehr als {limit} Schleifen ineinander verschachtelt.",
            "Lagern Sie die inneren Schleifen in einen eigenen Workflow aus.",
        ),
        (
            "More than {limit} loops are nested here.",
            "Move the inner loops to a workflow of their own.",
        ),
    ),
    "definition-too-large": error(
        (
            "Der Workflow ergibt eine Definition von {bytes} Bytes; Step Functions erlaubt {limit}.",
            "Teilen Sie ihn in mehrere Workflows auf.",
        ),
        (
            "The workflow becomes a definition of {bytes} bytes; Step Functions allows {limit}.",
            "Split it into several workflows.",
        ),
    ),
    "constants-too-large": error(
        (
            "Die festen Werte dieses Knotens umfassen {bytes} Bytes; ein Zustand darf {limit} haben.",
            "Laden Sie große Daten zur Laufzeit, statt sie in die Konfiguration zu schreiben.",
        ),
        (
            "The fixed values of this node take {bytes} bytes; a state may hold {limit}.",
            "Load large data while the workflow runs instead of writing it into the configuration.",
        ),
    ),
    "history-too-long": error(
        (
            "Jede Ausführung bräuchte mindestens {events} Ereignisse; Step Functions bricht bei {limit} ab.",
            "Teilen Sie den Workflow in mehrere auf.",
        ),
        (
            "Every execution would need at least {events} events; Step Functions gives up at {limit}.",
            "Split the workflow into several.",
        ),
    ),
    "history-may-overflow": warning(
        (
            "Eine Ausführung kann {events} Ereignisse brauchen; Step Functions bricht bei {limit} ab.",
            "Senken Sie `max_iterations` oder verkleinern Sie die Schleifen.",
        ),
        (
            "In the worst case an execution needs {events} events; Step Functions gives up at {limit}.",
            "Lower `max_iterations` or make the loops smaller.",
        ),
    ),
}
