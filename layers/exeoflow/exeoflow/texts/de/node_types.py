"""What the types of node are called, and what a node of each does."""

NODE_TYPES = {
    "trigger": {
        "title": "Auslöser",
        "summary": "Startet den Workflow: von Hand, durch Aufruf, Zeit oder Ereignis.",
    },
    "condition": {
        "title": "Bedingung",
        "summary": "Geht einen von zwei Wegen, wie ein Ausdruck es sagt.",
    },
    "switch": {
        "title": "Verzweigung",
        "summary": "Geht den Weg des ersten Falls, der zutrifft, oder jedes solchen.",
    },
    "partition": {
        "title": "Liste teilen",
        "summary": "Teilt eine Liste nach Fällen; jeder Ausgang führt seine Elemente weiter.",
    },
    "merge": {
        "title": "Zusammenführung",
        "summary": "Vereint Zweige und gibt ihre Ausgaben in einer Form weiter.",
    },
    "for_each": {"title": "Für jedes", "summary": "Führt seinen Rumpf für jedes Element einer Liste aus."},
    "wait": {
        "title": "Warten",
        "summary": "Wartet eine Weile, bis zu einem Zeitpunkt oder auf einen Aufruf.",
    },
    "approval": {"title": "Genehmigung", "summary": "Fragt Menschen und geht weiter, wie sie antworten."},
    "stop": {
        "title": "Ende",
        "summary": "Beendet seinen Weg, die Schleife um ihn oder, als Fehler, die ganze Ausführung.",
    },
    "respond": {"title": "Antwort", "summary": "Beantwortet den Aufruf des Webhooks, der wartet."},
    "placeholder": {
        "title": "Platzhalter",
        "summary": "Steht für einen Knoten eines anderen Systems, den es hier nicht gibt.",
    },
    "set": {"title": "Werte setzen", "summary": "Gibt die angegebenen Werte weiter."},
    "transform": {"title": "Umformen", "summary": "Gibt weiter, was ein Ausdruck ergibt."},
    "map": {
        "title": "Abbilden",
        "summary": "Gibt für jedes Element einer Liste weiter, was ein Ausdruck daraus macht.",
    },
    "filter": {"title": "Filter", "summary": "Behält die Elemente einer Liste, für die ein Ausdruck gilt."},
    "sort": {"title": "Sortieren", "summary": "Ordnet die Elemente einer Liste."},
    "limit": {"title": "Begrenzen", "summary": "Behält so viele Elemente einer Liste."},
    "aggregate": {
        "title": "Zusammenfassen",
        "summary": "Zählt, summiert und mittelt die Elemente einer Liste, auch nach Gruppen.",
    },
    "split": {"title": "Aufteilen", "summary": "Teilt eine Liste in Listen einer Größe."},
    "deduplicate": {
        "title": "Dubletten entfernen",
        "summary": "Lässt Elemente weg, deren Schlüssel schon vorkam.",
    },
    "parse": {
        "title": "Lesen",
        "summary": "Liest JSON, XML, CSV, Abfragen, Base64, Daten des Kalenders, PDF und Tabellen (.xlsx).",
    },
    "format": {
        "title": "Schreiben",
        "summary": "Schreibt JSON, XML, CSV, Abfragen, Base64, Daten des Kalenders und Tabellen (.xlsx).",
    },
    "hmac": {"title": "Signatur", "summary": "Signiert einen Text mit einem Schlüssel (HMAC)."},
    "file": {
        "title": "Datei",
        "summary": "Legt ab, was zum Weitergeben zu groß ist; teilt und verbindet Listen, packt und entpackt Archive.",
    },
    "image": {
        "title": "Bild",
        "summary": "Ändert Größe, Ausschnitt und Format von Bildern und beschriftet sie.",
    },
    "http_request": {"title": "HTTP-Anfrage", "summary": "Ruft eine URL auf und gibt die Antwort weiter."},
    "code": {
        "title": "Code",
        "summary": "Führt eigenes JavaScript oder Python aus und gibt weiter, was es zurückgibt.",
    },
    "lambda": {
        "title": "Lambda-Funktion",
        "summary": "Ruft eine Funktion auf und gibt weiter, was sie zurückgibt.",
    },
    "sub_workflow": {
        "title": "Unter-Workflow",
        "summary": "Führt einen anderen Workflow aus und gibt seine Ausgabe weiter.",
    },
    "queue": {"title": "Warteschlange", "summary": "Sendet eine Nachricht an eine Warteschlange von SQS."},
    "notify": {
        "title": "Benachrichtigen",
        "summary": "Veröffentlicht eine Nachricht in einem Thema von SNS.",
    },
    "emit_event": {"title": "Ereignis senden", "summary": "Gibt ein Ereignis auf einen Bus von EventBridge."},
    "email": {"title": "E-Mail", "summary": "Sendet eine E-Mail mit SES."},
    "database": {
        "title": "Datenbank",
        "summary": "Liest und schreibt Einträge einer Tabelle in DynamoDB.",
    },
    "storage": {"title": "Speicher", "summary": "Liest, schreibt und listet Objekte in S3."},
    "ai": {"title": "KI", "summary": "Befragt ein Sprachmodell von Bedrock."},
}
