/** The layout engine: elkjs as it is published (EPL-2.0), in a worker of its own, loaded beside the first drawing. */
import ELK, { type ELK as Engine } from "elkjs/lib/elk-api.js";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

let engine: Engine | null = null;

export function elk(): Engine {
  engine ??= new ELK({ workerFactory: () => new Worker(workerUrl) });
  return engine;
}
