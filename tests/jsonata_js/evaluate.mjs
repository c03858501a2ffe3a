// Reads {"source", "values"} from standard input, one JSON a line; answers with {"value"}, {} for nothing, or {"error"}.
import { createInterface } from "node:readline";
import jsonata from "jsonata";

const partition = (list, size) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));

for await (const line of createInterface({ input: process.stdin })) {
  const { source, values } = JSON.parse(line);
  try {
    const expression = jsonata(source);
    expression.registerFunction("partition", partition);
    expression.registerFunction("parse", (text) => JSON.parse(text));
    const value = await expression.evaluate(undefined, values);
    console.log(JSON.stringify({ value }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.code ?? error.message) }));
  }
}
