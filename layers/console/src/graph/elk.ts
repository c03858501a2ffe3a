/** The layout engine; it works in a worker of its own. */
import ELK, { type ELK as Engine } from "elkjs/lib/elk-api.js";
import { engineWorker } from "./engine";

let engine: Engine | null = null;

export function elk(): Engine {
  engine ??= new ELK({ workerFactory: engineWorker });
  return engine;
}
