"""Why an imported state is not quite the same (`exeoflow.importers.asl.reasons`), and what to do."""

from exeoflow.texts.text import Text

ASL_REASONS = {
    "resource-name": Text(
        "Dieser Arbeitsbereich muss „{name}“ benutzen dürfen.",
        "Nennen Sie eine Ressource, deren Name wie der seiner eigenen beginnt.",
    ),
    "result-form": Text(
        "Das Ergebnis hat die Felder, die gewöhnlich gelesen werden; andere von AWS fehlen.",
        "Prüfen Sie, was vom Ergebnis gelesen wird.",
    ),
    "credential-needed": Text(
        "Die Verbindung, die die Anfrage in AWS anmeldet, wird nicht übernommen.",
        "Legen Sie Zugangsdaten an und nennen Sie sie im Knoten.",
    ),
    "integration": Text(
        "Für „{resource}“ gibt es keinen Knoten.",
        "Ersetzen Sie den Platzhalter, zum Beispiel durch `lambda` oder `http_request`.",
    ),
    "pattern": Text(
        "„{resource}“ wartet, bis ein Auftrag endet oder ein Token zurückkommt; das tut kein Knoten.",
        "Ersetzen Sie den Platzhalter: Auch ein `wait` auf einen Aufruf, eine `approval` oder ein `sub_workflow` wartet.",
    ),
    "retriers": Text(
        "Ein Knoten hat nur eine Regel für Wiederholungen; die erste gilt nun für alle genannten Fehler.",
        "Prüfen Sie, nach welchen Fehlern er wiederholt werden soll.",
    ),
    "error-form": Text(
        "Die Ursache eines Fehlers ist seine Meldung; in AWS kann sie JSON mit mehr sein.",
        "Prüfen Sie, was von der Ursache gelesen wird.",
    ),
    "context": Text(
        "„{path}“ des Kontexts ist durch das ersetzt, was ihm am nächsten kommt.",
        "Prüfen Sie, wofür es gebraucht wird.",
    ),
    "context-unknown": Text(
        "„{path}“ des Kontexts hat keine Entsprechung.",
        "Schreiben Sie ohne diesen Wert, was ihn liest.",
    ),
    "expression": Text(
        "Der Ausdruck „{expression}“ hat keine Entsprechung.",
        "Schreiben Sie ihn neu.",
    ),
    "variable-in-loop": Text(
        "Die Variable „{name}“ wird an mehreren Stellen einer Schleife gesetzt; welche die letzte war, steht nicht fest.",
        "Setzen Sie sie an einer Stelle der Schleife.",
    ),
    "variable-lost": Text(
        "Die Variable „{name}“ setzt ein Zustand ohne Entsprechung.",
        "Ersetzen Sie zuerst diesen Zustand.",
    ),
    "field-left-out": Text(
        "Das Feld „{field}“ wird nicht oder nur zum Teil übernommen.",
        "Stellen Sie den Knoten von Hand ein, wenn es darauf ankommt.",
    ),
    "field": Text(
        "Das Feld „{field}“ fehlt oder hat so keine Entsprechung.",
        "Bauen Sie neu, was der Zustand tun soll.",
    ),
    "distributed": Text(
        "Die Elemente laufen in der Ausführung, nicht in eigenen Ausführungen.",
        "Prüfen Sie, wie viele Elemente es sein können.",
    ),
    "state-odd": Text(
        "Der Zustand hat nicht die Form, die die Sprache verlangt.",
        "Prüfen Sie die Definition.",
    ),
    "never-reached": Text(
        "Kein Zustand führt zu diesem.",
        "Verbinden oder löschen Sie ihn.",
    ),
}
