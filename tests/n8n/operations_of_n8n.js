// Prints what each operation of n8n's nodes shows and needs, for `importers/n8n/inferring/operations.json`, in which those of
// n8n-nodes-base 2.40.2 stand (an installed n8n 2.40.7 has it, with all that it requires):
//
//     node tests/n8n/operations_of_n8n.js <the folder of the package n8n-nodes-base>
const { join, resolve } = require("path");
const folder = resolve(process.argv[2]);
const NAMING = ["resource", "operation"];
const KNOWN = ["@version", ...NAMING];
// What nodes have whatever they do: `_OF_ALL` of `importers/n8n/inferring/operations.py`.
const GENERAL = [...NAMING, "authentication", "requestOptions", "descriptionType", "toolDescription"];
const COMPARED = {
  eq: (one, other) => one === other,
  not: (one, other) => one !== other,
  gte: (one, other) => one >= other,
  gt: (one, other) => one > other,
  lte: (one, other) => one <= other,
  lt: (one, other) => one < other,
};

const named = (path) => path.replace(/^\//, "");
const isVersion = (version, wanted) =>
  typeof wanted === "object"
    ? Object.entries(wanted._cnd ?? {}).every(([how, other]) => (COMPARED[how] ?? (() => true))(version, other))
    : version === wanted;

function isShown(property, at) {
  const { show = {}, hide = {} } = property.displayOptions ?? {};
  const meets = ([path, wanted]) =>
    path === "@version" ? wanted.some((each) => isVersion(at.version, each)) : wanted.includes(at[named(path)]);
  const known = ([path]) => KNOWN.includes(named(path));
  return Object.entries(show).filter(known).every(meets) && !Object.entries(hide).filter(known).some(meets);
}

// The other fields than the resource and the operation that must be set for one to be shown.
const othersOf = ({ displayOptions }) =>
  Object.entries(displayOptions?.show ?? {}).filter(([path]) => !KNOWN.includes(named(path)));

function* operationsOf(properties, version) {
  const resources = properties.filter((each) => each.name === "resource" && isShown(each, { version }));
  for (const resource of resources.length ? namesOf(resources, "resource") : [""]) {
    for (const property of properties.filter((each) => each.name === "operation" && each.type === "options")) {
      if (!isShown(property, { version, resource: resource || undefined })) continue;
      for (const { value: operation } of property.options ?? []) {
        const at = { version, resource: resource || undefined, operation };
        const shown = properties.filter(
          (each) => !GENERAL.includes(each.name) && !["notice", "callout"].includes(each.type) && isShown(each, at),
        );
        // What is needed whatever else is set, or unless another field is set: "comment/jsonParameters".
        const isUsual = ([path, wanted]) => shown.some(({ name, default: usual }) => name === named(path) && wanted.includes(usual));
        const needed = shown
          .filter((each) => each.required && ["", undefined, null].includes(each.default) && othersOf(each).every(isUsual))
          .map((each) => [each.name, ...othersOf(each).map(([path]) => named(path))].join("/"));
        yield [resource, operation, property.default === operation, shown, needed];
      }
    }
  }
}

// What is needed and locates a resource or is a list: of these an export may say that nothing is chosen yet.
const isEmptyChoice = (usual) => (Array.isArray(usual) ? !usual.length : usual !== null && typeof usual === "object" && usual.value === "");
const wantedOf = (shown) => [
  ...new Set(shown.filter((each) => each.required && isEmptyChoice(each.default) && !othersOf(each).length).map(({ name }) => name)),
];

// The names within collections, by the name of each.
function partsOf(shown) {
  const parts = {};
  for (const { name, type, options } of shown)
    if (["collection", "fixedCollection"].includes(type)) (parts[name] ??= new Set(), (options ?? []).forEach((each) => parts[name].add(each.name)));
  return parts;
}

const isPlain = (value) => ["boolean", "number"].includes(typeof value) || (typeof value === "string" && /^[\w-]*$/.test(value));

// Of a field that is shown only where another is set so: "other:usual=value|value".
function conditionsOf(shown) {
  const conditions = {};
  for (const { name } of shown) {
    const variants = shown.filter((each) => each.name === name);
    const others = othersOf(variants[0]);
    if (variants.length > 1 || others.length !== 1) continue;
    const [[path, wanted]] = others;
    const usual = [...new Set(shown.filter((each) => each.name === named(path)).map((each) => each.default))];
    if (usual.length === 1 && [...usual, ...wanted].every(isPlain)) conditions[name] = `${named(path)}:${usual[0]}=${wanted.join("|")}`;
  }
  return conditions;
}

const namesOf = (properties, naming) =>
  properties
    .filter(({ name }) => name === naming)
    .flatMap(({ type, options, default: only }) => (type === "hidden" ? [only] : options ?? []).map((each) => each.value ?? each));

// Where operations depend on more than the resource, a version is left out.
const isWhole = (properties) =>
  properties
    .filter(({ name }) => NAMING.includes(name))
    .flatMap(({ displayOptions: { show, hide } = {} }) => Object.keys({ ...show, ...hide }))
    .every((path) => ["@version", "resource"].includes(named(path)));

const kinds = {};
// Where they are asked of the service, the node is.
const unknown = new Set();
for (const file of require(join(folder, "package.json")).n8n.nodes) {
  const found = require(join(folder, file));
  const made = found[file.split("/").pop().replace(".node.js", "")];
  const node = new (made ?? Object.values(found).find((each) => typeof each === "function"))();
  const versions = node.nodeVersions
    ? Object.entries(node.nodeVersions).map(([version, { description }]) => [Number(version), description])
    : [node.description.version].flat().map((version) => [version, node.description]);
  for (const [version, { name, group, properties }] of versions) {
    if (group.includes("trigger")) continue;
    if (properties.some((each) => each.name === "operation" && each.typeOptions?.loadOptionsMethod)) unknown.add(name);
    const kind = (kinds[name] ??= { names: NAMING.map(() => new Set()), versions: {} });
    NAMING.forEach((naming, place) => namesOf(properties, naming).forEach((each) => kind.names[place].add(each)));
    if (!isWhole(properties)) continue;
    const whole = (kind.versions[Math.trunc(version)] ??= { first: new Set(), operations: new Map() });
    properties
      .filter((each) => each.name === "resource" && each.default && isShown(each, { version }))
      .forEach((each) => whole.first.add(each.default));
    for (const [resource, operation, isFirst, shown, needed] of operationsOf(properties, version)) {
      const key = `${resource} ${operation}`;
      const before = whole.operations.get(key);
      const [parts, conditions] = [partsOf(shown), conditionsOf(shown)];
      whole.operations.set(key, {
        resource,
        operation,
        isFirst: isFirst || (before?.isFirst ?? false),
        shown: new Set([...shown.map(({ name }) => name), ...(before?.shown ?? [])]),
        needed: new Set(needed.filter((each) => before === undefined || before.needed.has(each))),
        wanted: new Set(wantedOf(shown).filter((each) => before === undefined || before.wanted.has(each))),
        parts: Object.fromEntries(
          [...new Set([...Object.keys(parts), ...Object.keys(before?.parts ?? {})])].map((name) => [
            name,
            new Set([...(parts[name] ?? []), ...(before?.parts[name] ?? [])]),
          ]),
        ),
        conditions: Object.fromEntries(
          Object.entries(conditions).filter(([name, said]) => before === undefined || before.conditions[name] === said),
        ),
      });
    }
  }
}

const words = (set) => [...set].sort().join(" ");
const lines = Object.entries(kinds)
  .filter(([kind, { versions }]) => !unknown.has(kind) && Object.values(versions).some(({ operations }) => operations.size))
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([kind, { names, versions }]) => {
    const told = Object.entries(versions).map(([version, { first, operations }]) => {
      const rows = [...operations.values()].map((each) => [
        each.resource,
        each.operation,
        Number(each.isFirst),
        words(each.shown),
        words(each.needed),
        words(each.wanted),
        Object.fromEntries(Object.entries(each.parts).map(([name, parts]) => [name, words(parts)])),
        each.conditions,
      ]);
      return [version, { first: [...first].sort(), operations: rows }];
    });
    return `${JSON.stringify(kind)}: ${JSON.stringify({ names: names.map(words), versions: Object.fromEntries(told) })}`;
  });
console.log(`{\n${lines.join(",\n")}\n}`);
