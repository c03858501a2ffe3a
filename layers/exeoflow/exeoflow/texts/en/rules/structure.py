"""Rules that need an analysis of the whole flow; the compiler finds them."""

from exeoflow.texts.text import Text

RULES = {
    "node-unreachable": Text("No trigger leads to this node; it never runs.", "Connect it or remove it."),
    "loop-irreducible": Text(
        "This loop can be entered at several nodes: {entries}.",
        "Let all connections from outside lead to one of them.",
    ),
    "for-each-body-entered": Text(
        "A path that does not come from “{for_each}” leads here too; but its loop begins only there.",
        "Let only the handle `loop` lead into the body, or connect from outside with “{for_each}”.",
    ),
    "reference-not-upstream": Text(
        "“{field}” reads `$nodes.{node}`, from which no path leads here.",
        "Read a node that lies before this one.",
    ),
    "item-outside-loop": Text(
        "“{field}” reads `${name}` outside a `for_each`.",
        "Use it only in nodes that hang on the handle `loop`.",
    ),
    "break-outside-loop": Text(
        "`status: break` ends the loop in whose body the node lies; this one lies in none.",
        "Put it behind the handle `loop` of a `for_each`, so that no other path leads to it.",
    ),
    "break-unconnected": Text(
        "This node leaves “{for_each}” by the handle `break`, which leads nowhere.",
        "Connect `break` of “{for_each}” with the node that is to follow.",
    ),
    "loops-nested-too-deeply": Text(
        "More than {limit} loops are nested here.", "Move the inner loops to a workflow of their own."
    ),
    "compiler-failed": Text(
        "The compiler failed on this workflow ({error}).",
        "This is a fault of exeoflow, not of the workflow. Please report it together with the workflow.",
    ),
    "definition-too-large": Text(
        "The workflow becomes a definition of {bytes} bytes; Step Functions allows {limit}.",
        "Split it into several workflows.",
    ),
    "machine-expression-too-deep": Text(
        "An expression of “{state}” needs {depth} evaluations within each other; {limit} are possible.",
        "Simplify the node's expressions, or spread them over several nodes.",
    ),
    "constants-too-large": Text(
        "The fixed values of this node take {bytes} bytes; a state may hold {limit}.",
        "Load large data while the workflow runs instead of writing it into the configuration.",
    ),
    "history-too-long": Text(
        "Every execution would need at least {events} events; Step Functions gives up at {limit}.",
        "Split the workflow into several.",
    ),
    "for-each-too-long": Text(
        "{items} items need {events} events; Step Functions gives up at {limit}.",
        "In AWS part the list with `split` and run a `sub_workflow` for each part; on one machine it runs whole.",
    ),
    "history-may-overflow": Text(
        "In the worst case an execution needs {events} events; Step Functions gives up at {limit}.",
        "Lower `max_iterations` or make the loops smaller.",
    ),
    "express-impossible": Text(
        "With `settings.mode: express` a run is over after {limit} seconds and waits for nothing else.",
        "Remove the node that waits for an answer, for another workflow or for longer, or choose `standard`.",
    ),
    "express-waits-for-turn": Text(
        "With `settings.mode: express` a start runs at once; `{setting}` lets it wait.",
        "Remove one of the two.",
    ),
}
