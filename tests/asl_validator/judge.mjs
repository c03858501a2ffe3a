// Reads state machine definitions from standard input, one JSON a line, and answers each with a list of its faults.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(createRequire(import.meta.url).resolve("asl-validator"));

// The validator makes an Ajv for every definition, which then compiles the same schemas; here one serves all.
const ajv = require("ajv");
const Ajv = ajv.default;
let shared;
ajv.default = function sharedAjv(options) {
  if (shared) {
    shared.addKeyword = () => shared; // it has them, and refuses them a second time
  }
  return (shared ??= new Ajv(options));
};
const validate = require("asl-validator");

for await (const line of createInterface({ input: process.stdin })) {
  const { errors } = validate(JSON.parse(line));
  console.log(JSON.stringify(errors.map((error) => error.Message ?? error["Error code"])));
}
