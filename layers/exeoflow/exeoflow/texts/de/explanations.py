"""Warum ein Schritt scheiterte, in den Worten dessen, der ihn gezeichnet hat."""

EXPLANATIONS = {
    "inside": "Im Workflow ist ein Fehler aufgetreten.",
    "yields_nothing": "`{field}`: Der Ausdruck `{expression}` ergibt nichts.",
    "fails": "`{field}`: Der Ausdruck `{expression}` lässt sich nicht auswerten: {reason}",
    "missing": "`{path}` gibt es nicht; vorhanden: {names}.",
    "missing_of_nothing": "`{path}` gibt es nicht.",
}
