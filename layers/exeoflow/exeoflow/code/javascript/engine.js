// Runs an author's source as the body of an asynchronous function and writes the answer, as text.
//
// It has a context of its own, which ends with the run: whatever the source does to prototypes and globals meets
// nobody else. What is used here after the source has run was put aside before it.
(function () {
  "use strict";

  const { stringify, parse } = JSON;
  const { keys, hasOwn, getPrototypeOf } = Object;
  const { isArray } = Array;
  const { isFinite } = Number;
  const join = Function.prototype.call.bind(Array.prototype.join);
  const { InternalError, ReferenceError } = globalThis;
  const textOf = String;
  const Nothing = Symbol("nothing");
  const AsyncFunction = getPrototypeOf(async function () {}).constructor;

  // What code of other places names, and what does that here.
  const ELSEWHERE = new Map([
    ["require", "code has no modules but DateTime of luxon, cheerio, htmlToText and alasql, which are there by name"],
    ["module", "end the code with `return`"],
    ["exports", "end the code with `return`"],
    ["process", "`$vars` holds variables of the workspace"],
    ["crypto", "the node `hmac` signs, `$uuid` and `$hash` are functions of expressions"],
    ...["fetch", "axios", "XMLHttpRequest", "$http"].map((name) => [name, "the node `http_request` calls addresses"]),
    ...["$json", "$items", "items", "item", "input"].map((name) => [name, "the input of the node is `$input`"]),
    ...["trigger", "nodes", "vars"].map((name) => [name, `here it is \`$${name}\``]),
  ]);

  // More lines than any script of this folder has: a frame behind them is the author's, one before them is ours.
  const LINES_BEFORE = 5000;
  // `new Function` puts a line before the body.
  const FIRST_LINE = LINES_BEFORE + 2;
  const MAX_DEPTH = 200;
  const MAX_LOG_LINES = 100;
  const MAX_LOG_LINE = 1000;
  const MAX_LOG = 8000;

  const makeNames = { exeoflow: ownNames, n8n: globalThis.__n8n };
  const libraries = { luxon: globalThis.luxon, jmespath: globalThis.jmespath };
  for (const name of ["__n8n", "__zones", "luxon", "jmespath"]) {
    globalThis[name] = undefined;
  }

  // ---- what was logged

  const logs = [];
  let logged = 0;
  let isFull = false;

  function log(...values) {
    if (isFull) {
      return;
    }
    let line = "";
    for (let index = 0; index < values.length && line.length <= MAX_LOG_LINE; index += 1) {
      line += (index === 0 ? "" : " ") + shown(values[index]);
    }
    line = line.length > MAX_LOG_LINE ? line.slice(0, MAX_LOG_LINE) + "…" : line;
    logged += line.length;
    isFull = logs.length >= MAX_LOG_LINES || logged > MAX_LOG;
    logs[logs.length] = isFull ? "…" : line;
  }

  function shown(value) {
    if (typeof value === "string") {
      return value;
    }
    if (value instanceof Error) {
      return `${value.name}: ${value.message}`;
    }
    try {
      return stringify(value) ?? textOf(value);
    } catch {
      return textOf(value);
    }
  }

  // ---- results as JSON

  class Fault {
    constructor(message) {
      this.message = message;
    }
  }

  function noJson(what, instead) {
    return new Fault(`${what}, which is no JSON${instead === undefined ? "" : `: use ${instead}`}`);
  }

  // What may stand there instead, if anything.
  const UNFIT = [
    [Map, "a Map", "Object.fromEntries(map)"],
    [Set, "a Set", "[...set]"],
    [Promise, "a promise", "await"],
    [RegExp, "a regular expression"],
    [Error, "an Error", "error.message"],
    [ArrayBuffer, "binary data"],
    [WeakMap, "a WeakMap"],
    [WeakSet, "a WeakSet"],
  ];

  // What may hold a text, a number or a truth.
  const WRAPPERS = [String, Number, Boolean];

  // Whether the form is lenient: what JSON.stringify leaves out or writes as null is so too, and BigInts are texts, as
  // n8n has them. Whether `new String("a")` is the text that it holds, too.
  let isLenient = false;
  let isUnwrapping = false;
  let written = 0;
  let maximum = 0;
  let memory = 0;

  function counted(text) {
    written += text.length;
    if (written > maximum) {
      throw new Fault("too large");
    }
    return text;
  }

  function json(value, path, depth) {
    switch (typeof value) {
      case "string":
        return counted(stringify(value.isWellFormed() ? value : value.toWellFormed()));
      case "boolean":
        return counted(value ? "true" : "false");
      case "number":
        return counted(numeral(value, path));
      case "undefined":
        return Nothing;
      case "bigint":
        if (isLenient) {
          return counted(stringify(textOf(value)));
        }
        throw noJson(`${path} is a BigInt`, "Number(value) or value.toString()");
      case "function":
      case "symbol":
        if (isLenient) {
          return Nothing;
        }
        throw noJson(`${path} is a ${typeof value}`);
    }
    return value === null ? counted("null") : composite(value, path, depth);
  }

  function numeral(value, path) {
    if (isFinite(value)) {
      return textOf(value === 0 ? 0 : value);
    }
    if (isLenient) {
      return "null";
    }
    throw noJson(`${path} is ${value}`);
  }

  function composite(value, path, depth) {
    if (depth > MAX_DEPTH) {
      throw noJson(`${path.slice(0, 60)}… holds more than ${MAX_DEPTH} values within each other, perhaps itself`);
    }
    if (typeof value.toJSON === "function") {
      return json(value.toJSON(), path, depth + 1);
    }
    for (const type of isUnwrapping ? WRAPPERS : []) {
      if (value instanceof type) {
        return json(value.valueOf(), path, depth + 1);
      }
    }
    if (isArray(value)) {
      return list(value, path, depth);
    }
    if (!isLenient) {
      for (const [type, words, instead] of UNFIT) {
        if (value instanceof type || (type === ArrayBuffer && ArrayBuffer.isView(value))) {
          throw noJson(`${path} is ${words}`, instead);
        }
      }
    }
    return object(value, path, depth);
  }

  function list(value, path, depth) {
    let text = counted("[");
    for (let index = 0; index < value.length; index += 1) {
      const item = json(value[index], `${path}[${index}]`, depth + 1);
      text += (index === 0 ? "" : counted(",")) + (item === Nothing ? counted("null") : item);
    }
    return text + counted("]");
  }

  function object(value, path, depth) {
    let text = counted("{");
    let separator = "";
    for (const key of keys(value)) {
      const item = json(value[key], `${path}.${key}`, depth + 1);
      if (item !== Nothing) {
        text += separator + counted(stringify(key)) + ":" + item;
        separator = counted(",");
      }
    }
    return text + counted("}");
  }

  // ---- clocks: a timer waits for nothing but the others

  const timers = [];
  let timerId = 0;
  let now = 0;

  function putTimer(id, delay, run) {
    const at = now + (delay > 0 ? Number(delay) : 0);
    let place = timers.length;
    while (place > 0 && timers[place - 1].at > at) {
      place -= 1;
    }
    timers.splice(place, 0, { id, at, run });
    return id;
  }

  function setTimer(callback, delay, ...values) {
    timerId += 1;
    return putTimer(timerId, delay, () => callback(...values));
  }

  function setRepeating(callback, delay, ...values) {
    timerId += 1;
    const id = timerId;
    const every = delay > 1 ? delay : 1;
    const turn = () => {
      putTimer(id, every, turn);
      callback(...values);
    };
    return putTimer(id, every, turn);
  }

  function clearTimer(id) {
    const place = timers.findIndex((timer) => timer.id === id);
    if (place >= 0) {
      timers.splice(place, 1);
    }
  }

  // ---- names

  function ownNames(values) {
    return {
      modes: {
        all: (run) => {
          globalThis.$input = values.input;
          globalThis.$trigger = values.trigger;
          globalThis.$nodes = values.nodes ?? {};
          globalThis.$vars = values.vars ?? {};
          return run();
        },
      },
      isLenient: false,
      isUnwrapping: false,
    };
  }

  function makeGlobals() {
    const nothing = () => undefined;
    const console = { log, info: log, warn: log, error: log, debug: log, dir: log, table: log, trace: log };
    for (const name of ["time", "timeEnd", "timeLog", "assert", "count", "group", "groupEnd", "clear"]) {
      console[name] = nothing;
    }
    const given = {
      console,
      setTimeout: setTimer,
      setInterval: setRepeating,
      setImmediate: (callback, ...values) => setTimer(callback, 0, ...values),
      clearTimeout: clearTimer,
      clearInterval: clearTimer,
      clearImmediate: clearTimer,
    };
    if (libraries.luxon) {
      const { DateTime, Duration, Interval } = libraries.luxon;
      Object.assign(given, { DateTime, Duration, Interval });
    }
    for (const name of keys(given)) {
      Object.defineProperty(globalThis, name, { value: given[name], writable: true, configurable: true });
    }
  }

  // ---- the run

  let state = null;
  let lastLine = 1;

  function begin(source, optionsText, valuesText) {
    const options = parse(optionsText);
    const values = parse(valuesText);
    maximum = options.max_result;
    memory = options.memory;
    lastLine = source.split("\n").length;
    if (libraries.luxon) {
      libraries.luxon.Settings.defaultZone = options.timezone ?? "UTC";
      libraries.luxon.Settings.throwOnInvalid = false;
    }
    makeGlobals();
    let run;
    try {
      run = new AsyncFunction("\n".repeat(LINES_BEFORE) + source);
    } catch (error) {
      state = { error, code: "Code.InvalidSource" };
      return;
    }
    const names = makeNames[options.names ?? "exeoflow"](values, options, libraries, Fault);
    isLenient = names.isLenient;
    isUnwrapping = names.isUnwrapping;
    names.modes[options.mode ?? "all"](run).then(
      (value) => {
        state = { value };
      },
      (error) => {
        state = error instanceof Fault ? { fault: error } : { error };
      },
    );
  }

  function advance() {
    if (state !== null) {
      return answer();
    }
    const timer = timers.shift();
    if (timer === undefined) {
      return failure("Code.Failed", "the code waits for a promise that nothing will ever keep", null);
    }
    now = timer.at;
    try {
      timer.run();
    } catch (error) {
      state = { error };
    }
    return null;
  }

  function answer() {
    if (state.fault !== undefined) {
      return failure("Code.InvalidResult", state.fault.message, null);
    }
    if (state.error instanceof InternalError && state.error.message === "out of memory") {
      return failure("Code.OutOfMemory", `the code wants more than ${memory} MiB`, lineOf(state.error.stack));
    }
    // What the engine throws where it has not even memory for an error.
    if (state.error === null) {
      return failure("Code.OutOfMemory", `the code wants more than ${memory} MiB, or throws null`, null);
    }
    if ("error" in state) {
      return failure(state.code ?? "Code.Failed", shownError(state.error), lineOf(state.error?.stack));
    }
    try {
      const text = json(state.value, "the result", 0);
      return text === Nothing
        ? failure("Code.InvalidResult", "the code returns nothing: end it with `return`", null)
        : // Joined, for what is added up is a rope, which the engine's host cannot read.
          join(['{"output":', text, ',"logs":', logsText(), "}"], "");
    } catch (error) {
      return unfit(error);
    }
  }

  function unfit(error) {
    if (!(error instanceof Fault)) {
      return failure("Code.InvalidResult", shownError(error), lineOf(error?.stack));
    }
    return error.message === "too large"
      ? failure("Code.ResultTooLarge", `the result is larger than ${maximum} characters of JSON`, null)
      : failure("Code.InvalidResult", error.message, null);
  }

  function shownError(error) {
    try {
      const isError = error instanceof Error || (error !== null && typeof error === "object" && hasOwn(error, "message"));
      const text = isError ? `${error.name ?? "Error"}: ${error.message}${advice(error)}` : `thrown: ${shown(error)}`;
      return text.length > MAX_LOG_LINE ? text.slice(0, MAX_LOG_LINE) + "…" : text;
    } catch {
      return "an error that cannot be shown";
    }
  }

  function advice(error) {
    const name = error instanceof ReferenceError ? textOf(error.message).split(" ", 1)[0] : undefined;
    const words = ELSEWHERE.get(name);
    return words === undefined ? "" : `: ${words}`;
  }

  function lineOf(stack) {
    if (typeof stack !== "string") {
      return null;
    }
    for (const [, line] of stack.matchAll(/<input>:(\d+)/g)) {
      if (line > LINES_BEFORE) {
        return Math.min(Math.max(1, line - FIRST_LINE), lastLine);
      }
    }
    return null;
  }

  // Texts alone: whatever the source has put on prototypes as `toJSON` is asked for objects only.
  function failure(code, message, line) {
    const texts = ['{"error":{"code":', stringify(code), ',"message":', stringify(message), ',"line":'];
    return join([...texts, textOf(line), '},"logs":', logsText(), "}"], "");
  }

  function logsText() {
    const texts = [];
    for (let index = 0; index < logs.length; index += 1) {
      texts[index] = stringify(logs[index].toWellFormed());
    }
    return join(["[", join(texts, ","), "]"], "");
  }

  const operations = {
    begin,
    advance,
    "last words": (said) => join(['{"line":', textOf(lineOf(said)), ',"logs":', logsText(), "}"], ""),
  };
  return (operation, ...values) => operations[operation](...values);
})();
