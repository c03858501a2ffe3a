// Reads state machine definitions from standard input, one JSON a line, and answers each with a list of its faults.
import { createInterface } from "node:readline";
import validate from "asl-validator";

const validator = validate.default ?? validate;

for await (const line of createInterface({ input: process.stdin })) {
  const { errors } = await validator(JSON.parse(line));
  console.log(JSON.stringify(errors.map((error) => error.Message ?? error["Error code"])));
}
