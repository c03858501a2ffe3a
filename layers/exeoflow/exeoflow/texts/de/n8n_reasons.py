"""Why an imported node of n8n is not quite the same (`exeoflow.importers.n8n.reasons`), and what to do."""

from exeoflow.texts.text import Text

N8N_REASONS = {
    "trigger-added": Text(
        "Der Export hat keinen Auslöser; einer von Hand wurde ergänzt.",
        "Prüfen Sie, womit der Ablauf beginnen soll.",
    ),
    "name-twice": Text(
        "Der Name kommt im Export mehrmals vor; Verbindungen und Bezüge meinen den ersten Knoten.",
        "Benennen Sie die Knoten in n8n eindeutig.",
    ),
    "arrow-to-nowhere": Text(
        "Eine Verbindung führt zu einem Knoten, den es im Export nicht gibt.",
        "Prüfen Sie, was hinter dem Knoten folgen soll.",
    ),
    "never-runs": Text(
        "Kein Auslöser erreicht den Knoten; er läuft nie.",
        "Verbinden oder löschen Sie ihn.",
    ),
    "runs-appended": Text(
        "In n8n läuft der Knoten einmal je Pfeil, hier einmal mit allen Elementen hintereinander.",
        "Prüfen Sie, ob die Reihenfolge und die Zahl der Läufe wichtig sind.",
    ),
    "after-approximated": Text(
        "Ein Knoten davor bedeutet nicht ganz dasselbe, also womöglich auch dieser nicht.",
        "Prüfen Sie den ersten solchen Knoten davor.",
    ),
    "loop-of-many": Text(
        "In der Schleife können mehrere Elemente zugleich sein; was sie verlässt, kommt hier erst am Ende weiter.",
        "Prüfen Sie die Schleife mit mehreren Elementen.",
    ),
    "loop-in-loop": Text(
        "In n8n beginnt eine innere Schleife beim zweiten Mal nicht von vorn, hier schon.",
        "Prüfen Sie, was die innere Schleife tun soll.",
    ),
    "loop-in-cycle": Text(
        "Der Rückweg der Schleife führt über einen Knoten davor.",
        "Prüfen Sie, was in jedem Durchgang geschieht.",
    ),
    "loop-entered-within": Text(
        "Ein Pfeil von außen führt in die Schleife, an ihrem Anfang vorbei.",
        "Was er bringt, zum Anfang der Schleife führen.",
    ),
    "loop-comes-back-twice": Text(
        "Mehrere Pfeile führen in die Schleife zurück; n8n setzt sie bei jedem fort, hier einmal je Durchgang.",
        "Führen Sie die Zweige vor der Schleife zusammen.",
    ),
    "loop-branch-late": Text(
        "In n8n läuft dieser Zweig, der tiefer steht als der Rückweg in die Schleife, nach allen Durchläufen, der letzte zuerst; hier läuft er in jedem Durchlauf.",
        "Prüfen Sie, ob die Reihenfolge zählt; in n8n läuft der höhere Zweig zuerst.",
    ),
    "input-unused": Text(
        "Ein Pfeil führt in einen Eingang, den der Knoten nicht hat.",
        "Prüfen Sie die Verbindung.",
    ),
    "fields-without-value": Text(
        "In n8n ist ein Feld, das ein Set oder Summarize davor aus nichts macht, ohne Wert da, was dieser Knoten sieht; hier fehlt es.",
        "Lassen Sie den Knoten davor ihm einen Wert geben, etwa einen leeren Text, wo nichts ist.",
    ),
    "beyond-json": Text(
        "Der Knoten kann Werte bilden, die JSON nicht hat, etwa NaN, Infinity oder ein Datum: n8n reicht sie weiter, wie sie sind, hier sind sie null oder ein Text.",
        "Prüfen Sie die Knoten, die sie lesen, oder machen Sie hier eine Zahl oder einen Text daraus.",
    ),
    "items-shared": Text(
        "In n8n ändert der Knoten Felder an Ort und Stelle, was andere Knoten mit denselben Elementen sehen; hier hat jeder seine eigenen.",
        "Prüfen Sie Knoten, die die Elemente vor diesem lesen.",
    ),
    "version-missing": Text(
        "Der Export nennt keine Version dieses Knotens: n8n nimmt seine neueste, hier wird er als Version 1 gelesen.",
        "Exportieren Sie den Workflow noch einmal aus n8n, oder prüfen Sie, was der Knoten tut.",
    ),
    "expression-approximated": Text(
        "Der Ausdruck „{expression}“ bedeutet fast dasselbe ({what}).",
        "Prüfen Sie, was er ergibt.",
    ),
    "error-text": Text(
        "Der Text eines Fehlers lautet anders als in n8n.",
        "Vergleichen Sie Fehler nicht nach ihrem Text.",
    ),
    "error-of-expression": Text(
        "Scheitert ein Ausdruck oder eine Umwandlung, so scheitert der ganze Knoten statt eines Elements.",
        "Prüfen Sie, ob das vorkommen kann.",
    ),
    "trigger-by-hand": Text(
        "Was den Ablauf auslöst ({what}), muss von Hand eingerichtet werden.",
        "Richten Sie dort den Aufruf der Adresse des Webhooks ein.",
    ),
    "trigger-data": Text(
        "Die Daten des Auslösers haben die Form von n8n, soweit es sie hier gibt.",
        "Prüfen Sie, welche Felder der Ablauf davon liest.",
    ),
    "webhook-answer": Text(
        "Wer aufruft, bekommt, was `respond` sagt, wenn das höchstens {seconds} Sekunden dauert, sonst den Stand des Laufs; "
        "Status, Header und Text des Webhooks aus n8n gelten hier nicht.",
        "Antworten Sie früh und mit `respond`; was länger dauert, steht daneben.",
    ),
    "schedule-seconds": Text(
        "Ein Zeitplan hat hier höchstens einen Start in der Minute.",
        "Prüfen Sie, ob das genügt.",
    ),
    "answer-goes-on": Text(
        "Hinter der Antwort geht der Ablauf weiter.",
        "Teilen Sie den Weg vor der Antwort.",
    ),
    "call-approximated": Text(
        "Auf einen Aufruf wird gewartet; seine Adresse ist eine andere als in n8n.",
        "Geben Sie dem, der aufruft, die Adresse dieses Schritts.",
    ),
    "credential-missing": Text(
        "Der Knoten verlangt Zugangsdaten ({kind}), nennt aber keine.",
        "Legen Sie Zugangsdaten an und nennen Sie sie am Knoten.",
    ),
    "static-data": Text(
        "Was der Code von Lauf zu Lauf behält, liegt in der Tabelle „{table}“; es wird vor dem Code gelesen und gleich "
        "danach geschrieben, auch in Läufen von Hand.",
        "Legen Sie die Tabelle mit dem Schlüssel „id“ an, einem Text, und prüfen Sie, was gleichzeitige Läufe schreiben.",
    ),
    "file-in-state": Text(
        "Dateien reisen in den Daten des Laufs mit: eine von mehr als etwa 180 KB lässt den Knoten scheitern; Name und Typ sind die, die ein Server angibt.",
        "Bei großen Dateien statt des Inhalts die Adresse weitergeben.",
    ),
    "file-by-call": Text(
        "Die Dateien dieses Auslösers sind die im Rumpf des Aufrufs.",
        "Sie als multipart/form-data unter den Namen senden, die n8n ihnen gibt.",
    ),
    "file-unknown": Text(
        "Welche Datei gemeint ist, lässt sich nicht sagen: kein Knoten, der bekanntlich Dateien erzeugt, führt hierher.",
        "Die Datei in dem Schritt angeben, der sie sendet: ihren Inhalt als Base64 vom Knoten, der sie hat.",
    ),
    "parameters-odd": Text(
        "Die Parameter des Knotens haben nicht die Form, die n8n ihnen gibt.",
        "Öffnen und speichern Sie den Knoten in n8n, und exportieren Sie noch einmal.",
    ),
    "code-by-engine": Text(
        "JavaScript läuft in einer kleineren Umgebung als in n8n.",
        "Prüfen Sie den Code mit echten Daten.",
    ),
    "setting-unknown": Text(
        "n8n kennt „{setting}“ nicht; der Knoten tut damit hier, was er dort tut.",
        "Wählen Sie einen anderen Wert.",
    ),
    "json-mended": Text(
        "Wird aus JSON mit Ausdrücken kein gültiges JSON, scheitert der Knoten meist, wo n8n es noch ausbessert.",
        "Setzen Sie Werte mit JSON.stringify(…) ein, ohne Anführungszeichen darum.",
    ),
    "setting-approximated": Text(
        "Die Einstellung „{setting}“ wirkt fast wie in n8n.",
        "Prüfen Sie, was der Knoten ergibt.",
    ),
    "setting-unsupported": Text(
        "Für die Einstellung „{setting}“ gibt es kein Gegenstück.",
        "Bauen Sie nach, was der Knoten tun soll.",
    ),
    "setting-at-import": Text(
        "Der Ausdruck in „{setting}“ wurde beim Import ausgerechnet; n8n rechnet ihn bei jedem Aktivieren aus.",
        "Prüfen Sie den Wert; was vom Zufall abhing, ist ein mittlerer.",
    ),
    "setting-computed": Text(
        "Die Einstellung „{setting}“ wird berechnet; was der Knoten tut, steht erst im Lauf fest.",
        "Geben Sie einen festen Wert an.",
    ),
    "application-unchecked": Text(
        "Die Anfrage an {application} folgt der Beschreibung des Dienstes und wurde nicht erprobt; Antworten haben deren Form.",
        "Prüfen Sie die gesendeten Felder, und was von der Antwort gelesen wird.",
    ),
    "part-as-step": Text(
        "Der Knoten dient nur anderen: n8n scheitert, wo Elemente zu ihm kommen, und so auch dieser Schritt.",
        "Entfernen Sie den Pfeil, der zu ihm führt, oder hängen Sie den Knoten an den, dem er dienen soll.",
    ),
    "part-of-node": Text(
        "Der Knoten ist ein Teil von „{node}“, in dessen Schritten er steht.",
        "Prüfen Sie die Einstellungen in den Schritten jenes Knotens.",
    ),
    "workflow-by-address": Text(
        "Ein anderer Ablauf wird hier an der Adresse seines Webhooks aufgerufen.",
        "Importieren Sie auch ihn, geben Sie ihm einen Webhook, der auf das Ergebnis wartet, und tragen Sie dessen Adresse ein.",
    ),
    "mail-by-ses": Text(
        "Die Mail geht über SES und nicht über den Server von n8n.",
        "Lassen Sie den Absender in SES bestätigen.",
    ),
    "setting-ignored": Text(
        "Die Einstellung „{setting}“ hat hier keine Wirkung.",
        "Prüfen Sie, was der Knoten ergibt.",
    ),
    "setting-left-out": Text(
        "Die Einstellung „{setting}“ ist nicht in der Anfrage.",
        "Setzen Sie sie in die Anfrage ein, wenn der Dienst sie braucht.",
    ),
    "asked-here": Text(
        "Die Frage ist hier eine Genehmigung: Sie wird angekündigt und aufgelistet, nicht über {application} gesendet.",
        "Lassen Sie einen Workflow mit einem Auslöser `event` die Adressen an die senden, die antworten sollen.",
    ),
    "polled": Text(
        "Was er gesehen hat, liegt in der Tabelle „{table}“; was beim ersten Fragen da ist, ist alt.",
        "Legen Sie die Tabelle mit dem Schlüssel „id“, einem Text, an.",
    ),
    "setting-empty": Text(
        "„{setting}“ ist im Export leer; ohne es führt n8n nichts aus, und hier schlägt der Knoten fehl.",
        "Tragen Sie es im Knoten ein.",
    ),
    "operation-inferred": Text(
        "„{written}“ in `{setting}` ist kein Name, den n8n hat; den Feldern des Knotens nach ist es „{meant}“.",
        "Prüfen Sie, ob das gemeint ist, und schreiben Sie sonst den Namen in den Export, den n8n hat.",
    ),
    "reply-to-sender": Text(
        "Die Antwort geht an den Absender der Mail; n8n schickt sie auch an ihre anderen Empfänger.",
        "Schalten Sie in n8n „Reply to Sender Only“ ein, oder fügen Sie die anderen der Mail hinzu.",
    ),
    "sql-by-data-api": Text(
        "SQL geht an die Data API von Aurora; andere Datenbanken sind nicht erreichbar.",
        "Bringen Sie die Daten nach Aurora, setzen Sie Region, Cluster, Secret und Datenbank in die Anfrage ein, "
        "und geben Sie ihr einen Zugang der Art `aws_sigv4`.",
    ),
    "commands-by-systems-manager": Text(
        "Der Befehl läuft durch AWS Systems Manager auf einer Maschine, die er verwaltet, als root; auf sein Ende wird etwa zehn Minuten gewartet, und von seiner Ausgabe sind 24.000 Zeichen da.",
        "Lassen Sie die Maschine von Systems Manager verwalten (sie muss nicht in AWS stehen), tragen Sie Region und Maschine in die Anfrage ein und geben Sie ihr Zugangsdaten von AWS.",
    ),
    "vectors-by-s3": Text(
        "Dokumente liegen in einem Vektorindex von S3 und bleiben dort; n8n hat sie im Speicher und vergisst sie, wenn es endet.",
        "Legen Sie einen Index für den Kosinusabstand an, mit `text` und `metadata` als Metadaten, nach denen nicht gefiltert wird, "
        "setzen Sie Bucket, Name und Region in die Anfragen ein, und geben Sie ihnen einen Zugang der Art `aws_sigv4` für den "
        "Dienst `s3vectors`.",
    ),
    "ai-memory": Text(
        "Was vorher gesagt wurde, wird hier nicht gelesen: Jede Frage steht für sich.",
        "Bewahren Sie das Gespräch dort auf, wo Sie es brauchen, und geben Sie es mit der Frage mit.",
    ),
    "memory-kept": Text(
        "Was vorher gesagt wurde, liegt in der Tabelle „{table}“, von jeder Sitzung die letzten 200 Nachrichten und "
        "60.000 Zeichen; was n8n oder dessen Datenbank hat, ist nicht dort. Ein Element nach dem anderen "
        "fügt hinzu, auch mit Werkzeugen, und von zwei gleichzeitigen Läufen vergisst "
        "einer, was der andere hinzufügt.",
        "Legen Sie die Tabelle mit dem Schlüssel „id“ an, einem Text, lassen Sie sie nach `expires_at` verfallen, und "
        "lassen Sie je Sitzung nur einen Lauf auf einmal zu.",
    ),
    "redis-by-table": Text(
        "Schlüssel und ihre Werte liegen in der Tabelle „{table}“, wo andere Knoten von Redis sie finden; was Redis hat, ist nicht dort, "
        "kein anderes Programm sieht sie, auch kein Gedächtnis, und von zwei gleichzeitigen Läufen kann einer vergessen, was der "
        "andere schreibt.",
        "Legen Sie die Tabelle mit dem Schlüssel „id“ an, einem Text, lassen Sie sie nach `expires_at` verfallen, und tragen Sie ein, "
        "was dort sein muss. Wo andere dasselbe Redis nutzen, ersetzen Sie den Knoten durch eine Anfrage an sie.",
    ),
    "data-table-kept": Text(
        "Die Zeilen liegen in der Tabelle „{table}“, alle einer Datentabelle in einem Eintrag, der etwa 180 KB fasst; die von n8n sind nicht "
        "dort. Spalten sind die gesetzten, Typen, die der Export nicht nennt, werden nicht geprüft, und von zwei gleichzeitigen Läufen kann "
        "einer vergessen, was der andere schreibt.",
        "Legen Sie die Tabelle mit dem Schlüssel „id“ an, einem Text, und tragen Sie die Zeilen ein, die dort sein müssen. Für mehr Zeilen "
        "nehmen Sie eine eigene Tabelle mit `database`.",
    ),
    "mcp-by-http": Text(
        "Der Server wird über Streamable HTTP gefragt; einer, der nur einen Strom von Ereignissen (SSE) sendet, "
        "antwortet so nicht.",
        "Setzen Sie die Adresse des Servers für Streamable HTTP ein, die oft auf `/mcp` endet.",
    ),
    "application-address": Text(
        "Die Adresse von {application} ist je Konto verschieden ({gap}).",
        "Tragen Sie sie in die Adresse der Anfragen ein.",
    ),
    "application-operation": Text(
        "Der Vorgang „{operation}“ von {application} hat keine Entsprechung.",
        "Ersetzen Sie den Knoten durch einen, der die Anfrage sendet.",
    ),
    "expression-unsupported": Text(
        "Für den Ausdruck „{expression}“ gibt es kein Gegenstück ({what}).",
        "Schreiben Sie ihn als JSONata.",
    ),
    "expression-too-long": Text(
        "Die Ausdrücke des Knotens sind zusammen zu lang.",
        "Verteilen Sie sie auf mehrere Knoten.",
    ),
    "node-unsupported": Text(
        "Für Knoten der Art „{type}“ gibt es noch kein Gegenstück.",
        "Ersetzen Sie den Platzhalter, zum Beispiel durch `http_request`.",
    ),
    "node-part-unsupported": Text(
        "Der Knoten gehört zu einem anderen; für „{type}“ gibt es noch kein Gegenstück.",
        "Geben Sie Modell, Werkzeug oder Gedächtnis am Knoten selbst an.",
    ),
    "community-node": Text(
        "„{type}“ ist ein Knoten Dritter, dessen Bedeutung nicht bekannt ist.",
        "Ersetzen Sie den Platzhalter, zum Beispiel durch `http_request`.",
    ),
    "failure-unsupported": Text(
        "Was n8n bei einem Fehler dieses Knotens tut, gibt es hier nicht.",
        "Legen Sie fest, was bei einem Fehler geschehen soll.",
    ),
    "credential": Text(
        "",
        "Legen Sie Zugangsdaten der Art „{kind}“ an; ein Export enthält nur ihren Namen.",
    ),
}
