export { Client } from "./client.js";
export { ExeoflowError } from "./transport.js";
export type * from "./types.js";
