// The names that n8n gives to its Code, Function and Function Item nodes, over values instead of a workflow's run.
//
// Values: `items` (bare JSON objects), `nodes` {name: {items, paired?, files?} | null} (null did not run; `paired` holds for each
// item of the input the index of the item that it descends from, or null; `files` for each item its files by their names, or null),
// `node`, `execution`, `workflow`, `previous`, `run_index`, `vars`, `parameters`. The files of the input are those of the node
// "exeoflow:input". A run gives a list of bare JSON objects.
// Source of the rules: packages/nodes-base/nodes/Code/result-validation.ts and packages/core's normalizeItems of n8n.
globalThis.__n8n = function (values, options, libraries, Fault) {
  "use strict";

  const { isArray } = Array;
  const { keys, entries, hasOwn, fromEntries } = Object;
  const ITEM_KEYS = ["json", "binary", "pairedItem", "error", "index"];
  const isContinued = options.on_error === "continue";
  // The nodes before Code, which judge results otherwise.
  const isFunction = ["all_unchecked", "each_fields"].includes(options.mode);

  const wrapped = (list, files) =>
    (list ?? []).map((json, item) => ({ json, ...(files?.[item] && { binary: files[item] }), pairedItem: { item } }));
  const { "exeoflow:input": ofInput, ...others } = values.nodes ?? {};
  const input = wrapped(values.items, ofInput?.files);
  const copied = (json) => JSON.parse(JSON.stringify(json));
  const untouched = isContinued && !isFunction ? copied(values.items ?? []) : [];
  const outputs = new Map(entries(others).map(([name, node]) => [name, node && wrapped(node.items, node.files)]));
  let position = 0;

  // ---- other nodes

  // What code may catch, and what an expression, of which every Error is nothing, fails with.
  const isExpression = ["value", "values"].includes(options.mode);
  const refusal = (message) => (isExpression ? { name: "ExpressionError", message } : new Error(message));

  const refuseArguments = (name) => {
    throw refusal(`$input.${name}() takes no arguments`);
  };

  // Of several runs the last one is given: one that is asked for beyond the first is none, as code finds the last by.
  function itemsOf(name, run) {
    if (run > 0) {
      throw refusal(`Node '${name}' has no run ${run} here`);
    }
    if (!outputs.has(name)) {
      throw refusal(`Referenced node doesn't exist: '${name}'`);
    }
    const items = outputs.get(name);
    if (!items) {
      throw refusal(`Node '${name}' hasn't been executed`);
    }
    return items;
  }

  function matching(name, index) {
    const items = itemsOf(name);
    const paired = values.nodes[name].paired;
    if (paired) {
      const item = items[paired[index] ?? -1];
      if (item === undefined) {
        throw refusal(`The item of node '${name}' that belongs to item ${index} is not known`);
      }
      return item;
    }
    if (items.length === 1) {
      return items[0];
    }
    if (items.length !== input.length) {
      throw refusal(`The item of node '${name}' that belongs to item ${index} is not known`);
    }
    return items[index];
  }

  // What is kept of a loop is known to expressions by rule only.
  function contextOf(name) {
    if (!isExpression) {
      throw new Error(`the context of node '${name}' is not given here`);
    }
    return {};
  }

  function reference(name) {
    const isKnown = outputs.has(name);
    if (!isKnown) {
      throw refusal(`Referenced node doesn't exist: '${name}'`);
    }
    return {
      isExecuted: Boolean(outputs.get(name)),
      all: (_, run) => itemsOf(name, run),
      first: (_, run) => itemsOf(name, run)[0],
      last: (_, run) => itemsOf(name, run).at(-1),
      itemMatching: (index) => matching(name, index),
      pairedItem: (index) => matching(name, index ?? position),
      get item() {
        return matching(name, position);
      },
      get params() {
        throw new Error(`the parameters of node '${name}' are not given here`);
      },
      get context() {
        return contextOf(name);
      },
    };
  }

  // Another node by its item at a position, which is that of the item where none is said.
  const nodeAt = (name, place) => {
    const item = () => {
      const items = itemsOf(name);
      if ((place ?? position) >= items.length) {
        throw refusal(`Node '${name}' has no item ${place ?? position}`);
      }
      return items[place ?? position];
    };
    return {
      get json() {
        return item()?.json;
      },
      get data() {
        return item()?.json;
      },
      // What is said of the files, without what they hold.
      get binary() {
        return fromEntries(entries(item()?.binary ?? {}).map(([key, { data, ...told }]) => [key, told]));
      },
      runIndex: 0,
      get context() {
        return contextOf(name);
      },
    };
  };
  // All of them by their names.
  const nodesAt = (place) =>
    new Proxy(
      {},
      {
        get: (_, name) => (typeof name === "string" ? nodeAt(name, place) : undefined),
        has: (_, name) => outputs.has(name),
        ownKeys: () => [...outputs.keys()],
      },
    );
  const itemAt = (place) => ({ $node: nodesAt(place), $json: input[place]?.json, $data: input[place]?.json, $itemIndex: place });

  // ---- names

  function missing(name, why) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        throw new Error(`${name} is not given here: ${why}`);
      },
    });
  }

  function give(names) {
    for (const name of keys(names)) {
      Object.defineProperty(globalThis, name, { value: names[name], writable: true, configurable: true });
    }
  }

  const isEmpty = (value) =>
    value === undefined ||
    value === null ||
    value === "" ||
    (isArray(value) && value.length === 0) ||
    (typeof value === "object" && !(value instanceof Date) && keys(value).length === 0);

  function giveOfExpressions() {
    give({
      $if: (test, yes, no) => (test ? yes : no),
      $ifEmpty: (...args) => {
        if (args.length !== 2) {
          throw refusal("expected two arguments (value, defaultValue) for this function");
        }
        return isEmpty(args[0]) ? args[1] : args[0];
      },
      $min: (...numbers) => Math.min(...numbers),
      $max: (...numbers) => Math.max(...numbers),
      $not: (value) => !value,
    });
  }

  // n8n's code fails where it names them, or goes the other way that it has for that.
  function takeWhatCodeLacks() {
    const lacking = ["URL", "URLSearchParams", "structuredClone", "performance"];
    for (const name of isFunction ? [...lacking, "atob", "btoa", "TextEncoder", "TextDecoder"] : lacking) {
      delete globalThis[name];
    }
  }

  function giveLasting() {
    const { luxon, jmespath } = libraries;
    const execution = values.execution ?? {};
    give({
      items: input,
      $: reference,
      $node: nodesAt(),
      $item: itemAt,
      $items: (name, _, run) => (name === undefined ? input : itemsOf(name, run)),
      $runIndex: values.run_index ?? 0,
      $execution: { customData: { set() {}, setAll() {}, get() {}, getAll: () => ({}) }, mode: "production", ...execution },
      $executionId: execution.id,
      $workflow: values.workflow ?? {},
      $prevNode: values.previous ?? {},
      $parameter: values.parameters ?? {},
      $vars: values.vars ?? {},
      $mode: "trigger",
      $input: {
        all: () => input,
        first: (...args) => (args.length ? refuseArguments("first") : input[0]),
        last: (...args) => (args.length ? refuseArguments("last") : input.at(-1)),
        get item() {
          return input[position];
        },
        params: values.parameters ?? {},
        context: { noItemsLeft: false },
      },
      helpers,
      global: globalThis,
      Buffer,
      TextEncoder,
      TextDecoder,
    });
    if (isExpression) {
      giveOfExpressions();
    } else {
      takeWhatCodeLacks();
    }
    if (jmespath) {
      const search = (data, expression) => {
        if (typeof data !== "object" || typeof expression !== "string") {
          throw refusal("expected two arguments (Object, string) for this function");
        }
        return jmespath.search(data, expression);
      };
      give({ $jmespath: search, $jmesPath: search });
    }
    if (luxon) {
      const now = luxon.DateTime.now();
      give({ $now: now, $today: now.set({ hour: 0, minute: 0, second: 0, millisecond: 0 }) });
    }
    missing("$env", "code sees no environment");
    missing("$secrets", "code sees no secrets");
    missing("$getWorkflowStaticData", "nothing is kept from run to run");
    missing("getWorkflowStaticData", "nothing is kept from run to run");
    if (globalThis.require === undefined) {
      missing("require", "there are no modules");
    }
    missing("$helpers", "code reaches no network");
  }

  // What n8n's helpers do with files; there is no network to reach by the others.
  const helpers = {
    async getBinaryDataBuffer(index, name) {
      const file = input[index]?.binary?.[name];
      if (!file) {
        throw new Error(`item ${index} has no file '${name}'`);
      }
      return Buffer.from(file.data, "base64");
    },
    async prepareBinaryData(buffer, fileName, mimeType = "application/octet-stream") {
      return { data: Buffer.from(buffer).toString("base64"), mimeType, ...(fileName && { fileName }) };
    },
  };

  function giveOf(index) {
    position = index;
    const item = input[index];
    const json = item?.json;
    give({ $itemIndex: index, $position: index, $thisItem: item, $json: json, $data: json, item, $binary: item?.binary ?? {} });
  }

  // Code that is run for each item sees only that one: n8n refuses to run what names the others.
  function forEachItemOnly() {
    delete globalThis.items;
    for (const name of ["first", "last", "all", "itemMatching"]) {
      $input[name] = () => {
        throw new Error(`Can't use .${name}() here`);
      };
    }
  }

  // JavaScript's own text of a date ends in the name of the zone, which the engine leaves out.
  for (const name of ["toString", "toTimeString"]) {
    const write = Date.prototype[name];
    const value = function () {
      return write.call(this).replace(/GMT\+0000$/, "GMT+0000 (Coordinated Universal Time)");
    };
    Object.defineProperty(Date.prototype, name, { value, writable: true, configurable: true });
  }

  // ---- results

  // As n8n gets it from its runner, where dates have become texts.
  const isObject = (value) =>
    typeof value === "object" && value !== null && !isArray(value) && !(value instanceof Date) && !value.isLuxonDateTime;
  // JSON has no such values: n8n gets an item from its runner without their keys.
  const isLost = (value) => ["undefined", "function", "symbol"].includes(typeof value);
  const has = (item, key) => hasOwn(item, key) && !isLost(item[key]);
  const hasItemKey = (item) => ITEM_KEYS.some((key) => has(item, key));

  function checkKeys(item) {
    for (const key of keys(item)) {
      if (!ITEM_KEYS.includes(key) && has(item, key)) {
        throw new Fault(`the key '${key}' beside ${ITEM_KEYS.slice(0, 2).join(" or ")}: it belongs under json`);
      }
    }
  }

  function jsonOf(item) {
    const json = has(item, "json") ? item.json : withoutBinary(item);
    if (!isObject(json)) {
      throw new Fault("the value of 'json' in an item is no object");
    }
    return json;
  }

  const withoutBinary = (item) =>
    hasOwn(item, "binary") ? fromEntries(entries(item).filter(([key]) => key !== "binary")) : item;

  // An item and the position of the input's item that it comes from: undefined where it does not say, null where what
  // it says is of another node.
  const foreign = new WeakSet([...outputs.values()].flatMap((items) => items || []));
  function originOf(item) {
    if (foreign.has(item)) {
      return null;
    }
    const paired = hasOwn(item, "json") ? item.pairedItem : undefined;
    const one = isArray(paired) && paired.length === 1 ? paired[0] : paired;
    return typeof one === "number" ? one : one?.item;
  }
  const filesOf = (item) => (isObject(item.binary) && keys(item.binary).length > 0 ? { files: item.binary } : {});
  const rowOf = (item) => ({ json: jsonOf(item), from: originOf(item), ...filesOf(item) });

  // Where an item does not say it, n8n takes the only one of the input, by position if there are as many, and for an
  // only item the first. Source: assignPairedItems in packages/core of n8n.
  const originBy = (position, count) => (input.length === count ? position : input.length === 1 || count === 1 ? 0 : null);
  const given = (rows) =>
    options.origins
      ? rows.map(({ from, ...row }, position) => ({ ...row, from: from === undefined ? originBy(position, rows.length) : from }))
      : rows.map(({ json }) => json);

  // Items by n8n's normalizeItems: all of them with `json`, or none.
  function normalized(list) {
    const marked = list.filter((item) => has(item, "json")).length;
    if (marked !== 0 && marked !== list.length) {
      throw new Fault("only some of the items have 'json'");
    }
    const withFiles = marked === 0 ? list.filter((item) => hasOwn(item, "binary")).length : 0;
    if (withFiles !== 0 && withFiles !== list.length) {
      throw new Fault("only some of the items have 'binary'");
    }
    return list.map(rowOf);
  }

  function allItems(result) {
    if (result === null && !isFunction) {
      return [];
    }
    if (typeof result !== "object" || result === null) {
      throw new Fault(`the result is a ${typeof result}: return a list of objects, one for each item`);
    }
    if (!isArray(result)) {
      // A single object counts as an item only if its `json` is something.
      return [rowOf(result.json ? result : { json: result })];
    }
    result.forEach((item) => {
      if (!isObject(item)) {
        throw new Fault("the list holds something that is no object: return a list of objects, one for each item");
      }
    });
    if (!isFunction && result.some(hasItemKey)) {
      result.forEach(checkKeys);
    }
    return normalized(result);
  }

  // Of one item n8n's runner takes the JSON before anything is checked: what stands beside it is lost.
  function jsonOfOne(result) {
    if (typeof result !== "object" || !("json" in result || "binary" in result)) {
      return result;
    }
    return "json" in result ? result.json : {};
  }

  // One without a value of its JSON is for n8n an object with what n8n has added itself.
  function oneItem(result, index) {
    const found = jsonOfOne(result);
    const json = isLost(found) ? { pairedItem: { item: index } } : found;
    if (!isObject(json)) {
      throw new Fault(`the result is a ${isArray(json) ? "list" : typeof json}: return one object for the item`);
    }
    return { json, from: originOf(result), ...filesOf(result) };
  }

  // The old Function Item gives the fields of the item themselves.
  function fields(result) {
    // Of a list, or a text, n8n makes an item that is one: nothing here could go on with it.
    if (typeof result !== "object" || result === null || isArray(result)) {
      throw new Fault("return an object with the fields of the item");
    }
    return { json: result };
  }

  // A moment that there is not is a text as an expression's value and in its objects, though JSON has nothing for it.
  function spelled(value) {
    if (libraries.luxon.DateTime.isDateTime(value)) {
      return value.isValid ? value : String(value);
    }
    return isObject(value) && Object.getPrototypeOf(value) === Object.prototype
      ? fromEntries(entries(value).map(([key, each]) => [key, spelled(each)]))
      : value;
  }

  // ---- runs

  async function guarded(run) {
    try {
      return await run();
    } catch (error) {
      if (!isContinued || (error instanceof Fault && !isFunction)) {
        throw error;
      }
      return [{ json: { error: isFunction ? error.message : (error?.message ?? JSON.stringify(error)) } }];
    }
  }

  // Code that gives what can be no items fails as a whole, and what came in goes on.
  async function unlessUnfit(run) {
    try {
      return await run();
    } catch (error) {
      if (!isContinued || isFunction || !(error instanceof Fault)) {
        throw error;
      }
      return untouched.map((json, from) => ({ json, from, ...filesOf(input[from]) }));
    }
  }

  async function eachItem(run, one) {
    const results = [];
    for (let index = 0; index < input.length; index += 1) {
      giveOf(index);
      const found = await guarded(async () => {
        const result = await run();
        return result || isFunction ? [one(result, index)] : [];
      });
      results.push(...found.map((row) => ({ ...row, from: index })));
    }
    return results;
  }

  const forAll = (run) => {
    giveOf(0);
    delete globalThis.item;
    return unlessUnfit(() => guarded(async () => allItems(await run()))).then(given);
  };

  giveLasting();
  return {
    isLenient: true,
    // The older nodes are not run apart, where results would become JSON.
    isUnwrapping: !isFunction,
    modes: {
      all: forAll,
      // The old Function, which takes any keys beside an item's JSON.
      all_unchecked: (run) => {
        globalThis.items = wrapped(copied(values.items ?? []), ofInput?.files).map((item, index) => ({ ...item, index }));
        return forAll(run);
      },
      each: (run) => {
        forEachItemOnly();
        return unlessUnfit(() => eachItem(run, oneItem)).then(given);
      },
      each_fields: (run) => {
        delete globalThis.items;
        const ofFields = () => {
          globalThis.item = copied(input[position].json);
          return run();
        };
        return eachItem(ofFields, fields).then(given);
      },
      // One value of any kind, for an expression that has no rule.
      value: async (run) => {
        giveOf(values.item_index ?? 0);
        return await run();
      },
      values: async (run) => {
        const results = [];
        for (let index = 0; index < input.length; index += 1) {
          giveOf(index);
          const found = await run();
          results.push(libraries.luxon ? spelled(found) : found);
        }
        return results;
      },
    },
  };
};
