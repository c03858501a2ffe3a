// Reads state machine definitions from standard input, one JSON a line, and answers each with a list of its faults.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const { getLanguageService } = require("amazon-states-language-service");
const { TextDocument } = require("vscode-languageserver-textdocument");

const service = getLanguageService({});

for await (const line of createInterface({ input: process.stdin })) {
  const document = TextDocument.create("file://machine.asl", "asl", 1, line);
  const faults = await service.doValidation(document, service.parseJSONDocument(document));
  console.log(JSON.stringify(faults.map((fault) => fault.message)));
}
