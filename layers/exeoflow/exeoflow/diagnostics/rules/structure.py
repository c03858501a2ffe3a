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
}
