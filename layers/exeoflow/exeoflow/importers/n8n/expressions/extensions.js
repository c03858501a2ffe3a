// The methods that n8n adds to the values of an expression. `extend` is called in place of a method of such a name;
// each function is taken along only by code that calls it.
const $extend = (() => {
  const isMoment = (v) => v instanceof Date || (typeof DateTime !== "undefined" && DateTime.isDateTime(v));
  const isIso = (v) =>
    typeof v === "string" && /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}.\d{3}Z/.test(v) &&
    !isNaN(new Date(v)) && new Date(v).toISOString() === v;
  const kindOf = (v) =>
    Array.isArray(v) ? "list" : isMoment(v) ? "moment" : v === null ? "null" : typeof v === "object" ? "object" : typeof v;
  const fail = (text) => {
    throw Object.assign(Object.create(null), { message: text });
  };
  const number = (v, n) => (Number.isNaN(n) ? fail("cannot convert to a number") : n);
  const numbers = (v) => (v.some((each) => typeof each !== "number") ? fail("all must be numbers") : v);
  const same = (a, b) => {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  };
  const distinct = (v) => v.filter((each, place) => v.findIndex((other) => same(other, each)) === place);
  const bytes = (v) => [...encodeURIComponent(v).matchAll(/%(..)|(.)/g)].map((m) => (m[1] ? parseInt(m[1], 16) : m[2].charCodeAt(0)));
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const toBase64 = (v) => {
    const all = bytes(v);
    let text = "";
    for (let i = 0; i < all.length; i += 3) {
      const three = (all[i] << 16) | ((all[i + 1] ?? 0) << 8) | (all[i + 2] ?? 0);
      text += [18, 12, 6, 0].map((s, k) => (k - 1 < all.length - i ? LETTERS[(three >> s) & 63] : "=")).join("");
    }
    return text;
  };
  // UTF-8 by the Encoding standard: what is none becomes U+FFFD.
  const decoded = (all) => {
    let text = "";
    for (let i = 0; i < all.length; ) {
      const lead = all[i];
      const more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
      let code = more > 0 ? lead & (0x3f >> more) : lead;
      let read = 1;
      for (; read <= more; read += 1) {
        const least = read > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
        const most = read > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
        const next = all[i + read];
        if (next === undefined || next < least || next > most) break;
        code = (code << 6) | (next & 0x3f);
      }
      text += more < 0 || read <= more ? "\ufffd" : String.fromCodePoint(code);
      i += read;
    }
    return text;
  };
  const fromBase64 = (v) => {
    const plain = v.replace(/-/g, "+").replace(/_/g, "/").replace(/[^A-Za-z0-9+/]/g, "");
    const all = [];
    let bits = 0, size = 0;
    for (const letter of plain) {
      bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffffff;
      size += 6;
      if (size >= 8) {
        size -= 8;
        all.push((bits >> size) & 255);
      }
    }
    return decoded(all);
  };
  const first = (v) => v[0];
  const nothing = () => undefined;
  const UNITS = { ms: "milliseconds", sec: "seconds", secs: "seconds", hr: "hours", hrs: "hours", min: "minutes", mins: "minutes" };
  const luxon = (v) => (v instanceof Date ? DateTime.fromJSDate(v) : v);
  const back = (v, result) => (v instanceof Date ? result.toJSDate() : result);
  const duration = (args) => (args.length === 1 ? args[0] : { [UNITS[args[1]] ?? args[1]]: args[0] });
  const ofSeconds = (v, unit = "ms") =>
    unit === "s" ? DateTime.fromSeconds(v) : unit === "us" ? DateTime.fromMillis(v / 1000)
      : unit === "excel" ? DateTime.fromSeconds((v - 25569) * 86400) : unit === "ms" ? DateTime.fromMillis(v) : fail("unknown format");
  const parsed = (v) => {
    const text = v.trim();
    for (const read of [
      () => DateTime.fromISO(text, { setZone: true }),
      () => DateTime.fromHTTP(text, { setZone: true }),
      () => DateTime.fromRFC2822(text, { setZone: true }),
      () => DateTime.fromSQL(text, { setZone: true }),
      () => DateTime.fromMillis(Number(text)),
    ]) {
      try {
        const found = read();
        if (found.isValid) return found;
      } catch {}
    }
    return fail("cannot convert to a date");
  };
  const FUNCTIONS = {
    list: {
      first, last: (v) => v.at(-1), isEmpty: (v) => v.length === 0, isNotEmpty: (v) => v.length > 0,
      sum: (v) => numbers(v).reduce((a, b) => a + b, 0), min: (v) => Math.min(...numbers(v)), max: (v) => Math.max(...numbers(v)),
      average: (v) => (numbers(v).length ? v.reduce((a, b) => a + b, 0) / v.length : 0),
      unique: (v, a) => (a.length ? fail("unique() by fields") : distinct(v)),
      removeDuplicates: (v, a) => (a.length ? fail("removeDuplicates() by fields") : distinct(v)),
      difference: (v, [w]) => (Array.isArray(w) ? distinct(v.filter((x) => !w.some((y) => same(x, y)))) : fail("a list is expected")),
      intersection: (v, [w]) => distinct([...v.filter((x) => w.some((y) => same(x, y))), ...w.filter((x) => v.some((y) => same(x, y)))]),
      union: (v, [w]) => distinct([...v, ...w]),
      compact: (v) => v.filter((x) => !(x === null || x === undefined || x === "" || x === "nil" || (typeof x === "object" && !Object.keys(x).length)))
        .map((x) => (typeof x === "object" ? FUNCTIONS.object.compact(x) : x)),
      pluck: (v, names) => names.length === 0 ? v : v.filter((x) => x && typeof x === "object").map((x) => Object.keys(x).filter((k) => names.includes(k)).map((k) => x[k]))
        .filter((found) => found.length).map((found) => (found.length === 1 ? found[0] : found)),
      chunk: (v, [n]) => (typeof n !== "number" || n === 0 ? fail("a number is expected") : Array.from({ length: Math.ceil(v.length / n) }, (_, i) => v.slice(i * n, i * n + n))),
      append: (v, args) => v.concat(args), randomItem: (v) => v[Math.floor(Math.random() * v.length)],
      toJsonString: (v) => JSON.stringify(v), toInt: nothing, toFloat: nothing, toBoolean: nothing, toDateTime: nothing,
    },
    string: {
      isEmpty: (v) => v === "", isNotEmpty: (v) => v !== "", isBlank: (v) => v.trim() === "", isNotBlank: (v) => v.trim() !== "",
      length: (v) => v.length, toJsonString: (v) => JSON.stringify(v), removeTags: (v) => v.replace(/<[^>]*>?/gm, ""),
      urlEncode: (v, [all]) => (all ? encodeURI(v) : encodeURIComponent(v)), urlDecode: (v, [all]) => (all ? decodeURI(v) : decodeURIComponent(v)),
      toNumber: (v) => number(v, Number(v)), toInt: (v, [radix]) => number(v, parseInt(v, radix)),
      toFloat: (v) => (v.includes(",") ? fail("a point is expected") : number(v, parseFloat(v))),
      toBoolean: (v) => !["", "false", "no", "0"].includes(v.toLowerCase()),
      isNumeric: (v) => !v.includes(" ") && !Number.isNaN(Number(v)) && !Number.isNaN(parseFloat(v)),
      parseJson: (v) => { try { return JSON.parse(v); } catch { return fail("Parsing failed"); } },
      base64Encode: toBase64, base64Decode: fromBase64,
      toSnakeCase: (v) => v.toLowerCase().replace(/[ -]/g, "_").replace(/[\u2000-\u206f\u2e00-\u2e7f\\'!"#$%&()*+,./:;<=>?@[\]^`{|}~]/g, ""),
      quote: (v, [mark = '"']) => mark + v.replace(/\\/g, "\\\\").replaceAll(mark, () => "\\" + mark) + mark,
      toDateTime: (v, [format]) => !format ? parsed(v) : ["ms", "s", "us", "excel"].includes(format) ? ofSeconds(Number(v), format) : DateTime.fromFormat(v, format),
    },
    number: {
      round: (v, [places = 0]) => +v.toFixed(places), floor: (v) => Math.floor(v), ceil: (v) => Math.ceil(v), abs: (v) => Math.abs(v),
      isInteger: (v) => Number.isInteger(v), toBoolean: (v) => v !== 0, toInt: (v) => +v.toFixed(0), toFloat: (v) => v,
      isEven: (v) => (Number.isInteger(v) ? v % 2 === 0 : fail("a whole number is expected")),
      isOdd: (v) => (Number.isInteger(v) ? Math.abs(v) % 2 === 1 : fail("a whole number is expected")),
      toDateTime: (v, [unit]) => ofSeconds(v, unit),
    },
    object: {
      isEmpty: (v) => Object.keys(v).length === 0, isNotEmpty: (v) => Object.keys(v).length > 0, keys: (v) => Object.keys(v), values: (v) => Object.values(v),
      hasField: (v, [name]) => name in v, toJsonString: (v) => JSON.stringify(v),
      removeField: (v, [name]) => Object.fromEntries(Object.entries(v).filter(([key]) => key !== name)),
      compact: (v) => Object.fromEntries(Object.entries(v).filter(([, x]) => !(x === null || x === undefined || x === "" || x === "nil" || (typeof x === "object" && !Object.keys(x).length)))
        .map(([key, x]) => [key, typeof x === "object" ? FUNCTIONS.object.compact(x) : x])),
      toInt: nothing, toFloat: nothing, toBoolean: nothing, toDateTime: nothing,
    },
    boolean: { toBoolean: (v) => v, toInt: (v) => (v ? 1 : 0), toFloat: (v) => (v ? 1 : 0), toNumber: (v) => (v ? 1 : 0), toDateTime: nothing },
    moment: {
      plus: (v, args) => back(v, luxon(v).plus(duration(args))), minus: (v, args) => back(v, luxon(v).minus(duration(args))),
      format: (v, [format]) => luxon(v).toFormat(format), toDateTime: luxon, isEmpty: () => false, isNotEmpty: () => true,
      beginningOf: (v, [unit = "week"]) => back(v, luxon(v).startOf((UNITS[unit] ?? unit).replace(/s$/, ""))),
      endOfMonth: (v) => back(v, luxon(v).endOf("month")), isWeekend: (v) => luxon(v).weekday > 5,
      toInt: (v) => v.valueOf(), toFloat: (v) => v.valueOf(), toBoolean: nothing,
      extract: (v, [unit = "week"]) => unit === "yearDayNumber" ? luxon(v).ordinal : luxon(v).get(unit === "week" ? "weekNumber" : unit),
    },
  };
  const GENERAL = { isEmpty: (v) => !v, isNotEmpty: (v) => Boolean(v) };
  return (value, name, args) => {
    const input = isIso(value) && name !== "toDateTime" ? new Date(value) : value;
    const added = Object.hasOwn(FUNCTIONS[kindOf(input)] ?? {}, name) ? FUNCTIONS[kindOf(input)][name] : undefined;
    if (added) return added(input, args);
    if (input && typeof input[name] === "function") return input[name](...args);
    if (Object.hasOwn(GENERAL, name)) return GENERAL[name](input);
    return fail(`${name}() is called on a value without it`);
  };
})();
