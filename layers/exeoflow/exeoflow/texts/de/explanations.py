"""Warum ein Schritt scheiterte, in den Worten dessen, der ihn gezeichnet hat."""

EXPLANATIONS = {
    "inside": "Im Workflow ist ein Fehler aufgetreten.",
    "failed_inside": "Im Workflow `{workflow}` ist `{node}` gescheitert. {reason}",
    "yields_nothing": "`{field}`: Der Ausdruck `{expression}` ergibt nichts.",
    "fails": "`{field}`: Der Ausdruck `{expression}` lässt sich nicht auswerten: {reason}",
    "unfit": "`{field}`: Was der Ausdruck `{expression}` ergibt, passt hier nicht. {reason}",
    "too_large": "Von Schritt zu Schritt gehen höchstens {limit} Bytes (256 KiB); hier sind es mehr: {what}. "
    "Geben Sie weniger weiter: mit `set` oder `transform` nur die nötigen Felder, in einem `for_each` schon je "
    "Element; legen Sie Großes mit `file` ab und reichen Sie die Datei weiter.",
    "missing": "`{path}` gibt es nicht; vorhanden: {names}.",
    "missing_of_nothing": "`{path}` gibt es nicht.",
}
