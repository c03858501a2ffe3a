/** The worker of the layout engine (elkjs as it is published, EPL-2.0): a file of its own, which takes a moment to read 1.6 MB. */
import url from "elkjs/lib/elk-worker.min.js?url";

let begun: Worker | null = null;

/** Return the worker, which begins when it is asked for first: best before anything is known of the drawing. */
export function engineWorker(): Worker {
  begun ??= new Worker(url);
  return begun;
}
