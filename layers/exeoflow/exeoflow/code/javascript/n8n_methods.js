// The methods that n8n adds to the values of an expression: `$extend(value, name, arguments)` is called in place of
// a method of such a name. Read where a source names it.
// Source of the rules: packages/workflow/src/extensions of n8n.
globalThis.$extend = (() => {
  const isMoment = (v) => v instanceof Date || (typeof DateTime !== "undefined" && DateTime.isDateTime(v));
  const isIso = (v) =>
    typeof v === "string" && /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}.\d{3}Z/.test(v) &&
    !isNaN(new Date(v)) && new Date(v).toISOString() === v;
  const kindOf = (v) =>
    Array.isArray(v) ? "list" : isMoment(v) ? "moment" : v === null ? "null" : typeof v === "object" ? "object" : typeof v;
  const fail = (text) => {
    throw Object.assign(Object.create(null), { message: text });
  };
  // The signs of currencies, which numbers in texts may have; the importer's library.jsonata has them as well.
  const CURRENCIES =
    /Lek|[؋$ƒ₼]|Br|BZ\$|KM|P|лв|[៛¥₡]|kn|₱|Kč|kr|RD\$|[£€¢QL]|Ft|₹|Rp|[﷼₪]|J\$|[₩₭]|ден|RM|[₨₮]|MT|C\$|₦|B\/\.|Gs|S\/\.|zł|lei|₽|Дин\.|[SR]|CHF|NT\$|฿|TT\$|[₺₴]|Bs|₫|Z\$/gu;
  const plain = (v) => v.replace(CURRENCIES, "");
  const number = (v, n) => (Number.isNaN(n) ? fail("cannot convert to a number") : n);
  const numbers = (v) => (v.some((each) => typeof each !== "number") ? fail("all must be numbers") : v);
  const same = (a, b) => {
    if (Object.is(a, b)) return true;
    if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  };
  const distinct = (v) => v.filter((each, place) => v.findIndex((other) => same(other, each)) === place);
  const distinctBy = (v, names) => {
    const seen = v.map((x) => (names.length && x && typeof x === "object" ? names.map((name) => x[name]) : x));
    return v.filter((_, place) => seen.findIndex((other) => same(other, seen[place])) === place);
  };
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
  const EMAIL = /(([^<>()[\]\\.,;:\s@"]+(\.[^<>()[\]\\.,;:\s@"]+)*)|(".+"))@(?<domain>(\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}])|(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,}))/;
  const HOST = "(?:[-\\w]+\\.)+(?:[a-zA-Z]{2,}|xn--[a-zA-Z0-9]+)|localhost|\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}";
  const BEHIND = "(?::\\d+)?(?:\\/[^\\s?]*)?(?:\\?[^\\s#]*)?(?:#[^\\s]*)?$";
  const ANY_DOMAIN = new RegExp(`^(?:(?:https?|ftp):\\/\\/)?(?:mailto:)?(?:\\/\\/)?((?:www\\.)?(?:${HOST}))${BEHIND}`, "i");
  const DOMAIN = new RegExp(`^(?:www\\.)?(${HOST})${BEHIND}`, "i");
  const URL_ANYWHERE = `(?:(?:https?|ftp):\\/\\/)(?:www\\.)?(${HOST})(?::\\d+)?`;
  const ONLY_URL = new RegExp(`^${URL_ANYWHERE}(?:\\/[^\\s?#]*)?(?:\\?[^\\s#]*)?#?[^\\s]*$`, "i");
  const SOME_URL = new RegExp(`${URL_ANYWHERE}(?:\\/[^\\s?]*)?(?:\\?[^\\s#]*)?#?[^\\s]*`, "i");
  const isEmail = (v) => EMAIL.test(v) && !v.includes(" ");
  const extractDomain = (v) => (isEmail(v) ? EMAIL.exec(v).groups.domain : ANY_DOMAIN.exec(v)?.[1]);
  const pathOf = (v) => {
    const found = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^\s/?#]+)?([^?#]*)/.exec(v.trim());
    return found ? found[1] || "/" : undefined;
  };
  const removeMarkdown = (v) =>
    v.replace(/^([\s\t]*)([*\-+]|\d\.)\s+/gm, "$1").replace(/\n={2,}/g, "\n").replace(/~~/g, "").replace(/`{3}.*\n/g, "")
      .replace(/<[\w|\s|=|'|"|:|(|)|,|;|/|0-9|.|-]+[>|\\>]/g, "").replace(/^[=-]{2,}\s*$/g, "").replace(/\[\^.+?\](: .*?$)?/g, "")
      .replace(/\s{0,2}\[.*?\]: .*?$/g, "").replace(/!\[.*?\][[(].*?[\])]/g, "").replace(/\[(.*?)\][[(].*?[\])]/g, "$1").replace(/>/g, "")
      .replace(/^\s{1,2}\[(.*?)\]: (\S+)( ".*?")?\s*$/g, "").replace(/^#{1,6}\s*([^#]*)\s*(#{1,6})?/gm, "$1")
      .replace(/([*_]{1,3})(\S.*?\S)\1/g, "$2").replace(/(`{3,})(.*?)\1/gm, "$2").replace(/^-{3,}\s*$/g, "")
      .replace(/`(.+?)`/g, "$1").replace(/\n{2,}/g, "\n\n");
  const toSentenceCase = (v) => {
    let found = "", rest = v;
    for (let at = rest.search(/\p{L}/u); at >= 0; at = rest.search(/\p{L}/u)) {
      rest = rest.slice(0, at) + rest[at].toUpperCase() + rest.slice(at + 1).toLowerCase();
      const end = rest.search(/[!?.]/) + 1 || rest.length;
      found += rest.slice(0, end);
      rest = rest.slice(end);
    }
    return found + rest;
  };
  // As the library title-case 3 does: small words stay small but at both ends, words with capitals within as they are.
  const SMALL_WORDS = /\b(?:an?d?|a[st]|because|but|by|en|for|i[fn]|neither|nor|o[fnr]|only|over|per|so|some|tha[tn]|the|to|up|upon|vs?\.?|versus|via|when|with|without|yet)\b/i;
  // What is no token, a line break, is lost.
  const toTitleCase = (v) =>
    Array.from(v.matchAll(/[^\s:\u2013\u2014-]+|./g), ({ 0: token, index }) => {
      const end = index + token.length;
      const isKept = /.(?=[A-Z]|\..)/.test(token) || (SMALL_WORDS.test(token) && index !== 0 && end !== v.length) || (v[end] === ":" && !/\s/.test(v[end + 1] ?? ""));
      return isKept ? token : token.replace(/[A-Za-z0-9\u00C0-\u00FF]/, (letter) => letter.toUpperCase());
    }).join("");
  const merged = (v, other) => {
    if (!other) return v;
    if (typeof other !== "object") return fail("an object is expected");
    return { ...v, ...Object.fromEntries(Object.entries(other).filter(([key]) => !Object.hasOwn(v, key))) };
  };
  const mergedList = (v, others) => {
    if (others === undefined) return v.filter((x) => kindOf(x) === "object").reduce((all, x) => merged(all, x), {});
    if (!Array.isArray(others)) return fail("a list is expected");
    return Object.assign({}, ...v.map((x, i) => (typeof x === "object" && typeof others[i] === "object" ? merged(x, others[i]) : {})));
  };
  const pairedUp = (v, others) =>
    Object.assign({}, ...Array.from({ length: Math.max(v.length, others.length) }, (_, i) => {
      const [x, other] = [v[i], others[i]].map((each) => (typeof each === "object" && each !== null ? each : undefined));
      return x ? merged(x, other) : other ?? {};
    }));
  const renamed = (x, names) => {
    const found = { ...x };
    for (let i = 0; i < names.length; i += 2) {
      if (!Object.hasOwn(found, names[i])) continue;
      const value = found[names[i]];
      found[names[i + 1]] = value;
      delete found[names[i]];
    }
    return found;
  };
  const containing = (v, [part], isKept) =>
    typeof part !== "string" || part === "" ? fail("a text is expected")
      : Object.fromEntries(Object.entries(v).filter(([, x]) => (typeof x === "string" && x.includes(part)) === isKept));
  const toDate = (v) => {
    const date = new Date(Date.parse(v));
    if (Number.isNaN(date.getTime())) return fail("cannot convert to a date");
    if (!v.includes(":")) date.setHours(0, 0, 0);
    return date;
  };
  const inQuery = (v) => encodeURIComponent(String(v)).replace(/%20/g, "+").replace(/[!'()~]/g, (mark) => "%" + mark.charCodeAt(0).toString(16).toUpperCase());
  const first = (v) => v[0];
  const nothing = () => undefined;
  const UNITS = { ms: "milliseconds", sec: "seconds", secs: "seconds", hr: "hours", hrs: "hours", min: "minutes", mins: "minutes" };
  const PARTS = ["year", "month", "day", "hour", "minute", "second", "millisecond"];
  // Of the parts of a date n8n knows plurals and short names.
  const partOf = (unit) => PARTS.find((part) => `${part}s` === (UNITS[unit] ?? unit)) ?? unit;
  const luxon = (v) => (v instanceof Date ? DateTime.fromJSDate(v) : v);
  const back = (v, result) => (v instanceof Date ? result.toJSDate() : result);
  const duration = (args) => {
    const [amount = 0, unit = "minutes"] = args;
    return args.length === 1 ? amount : { [UNITS[unit] ?? unit]: amount };
  };
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
      () => DateTime.fromMillis(Date.parse(text)),
    ]) {
      try {
        const found = read();
        if (found.isValid) return found;
      } catch {}
    }
    return fail("cannot convert to a date");
  };
  const asMoment = (v) => (typeof v === "string" ? DateTime.fromJSDate(new Date(v)) : isMoment(v) ? luxon(v) : undefined);
  const isBetween = (v, args) => {
    if (args.length !== 2) return fail("two dates are expected");
    const ends = args.map(asMoment);
    if (args.some((each, i) => !ends[i] || (typeof each === "string" && !ends[i].isValid))) return undefined;
    const [from, to] = ends[0] > ends[1] ? [ends[1], ends[0]] : ends;
    return from < v && v < to;
  };
  const SPANS = ["milliseconds", "seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years", ...PARTS, "week", "weekNumber", "yearDayNumber", "weekday"];
  // Of a date that is not luxon's it is a TypeError.
  const diffTo = (v, [other, unit = "days"]) => {
    const units = Array.isArray(unit) && unit.length === 0 ? ["days"] : [unit].flat();
    if (!units.every((each) => SPANS.includes(each))) return fail("a unit is expected");
    const found = v.diff(typeof other === "string" ? parsed(other) : isMoment(other) ? luxon(other) : DateTime.fromJSDate(other), units);
    return units.length > 1 ? found.toObject() : found.as(units[0]);
  };
  const FUNCTIONS = {
    list: {
      first, last: (v) => v.at(-1), reverse: (v) => v.toReversed(), isEmpty: (v) => v.length === 0, isNotEmpty: (v) => v.length > 0,
      sum: (v) => numbers(v).reduce((a, b) => a + b, 0), min: (v) => Math.min(...numbers(v)), max: (v) => Math.max(...numbers(v)),
      average: (v) => (numbers(v).length ? v.reduce((a, b) => a + b, 0) / v.length : 0),
      unique: distinctBy, removeDuplicates: distinctBy,
      smartJoin: (v, [name, value]) => typeof name !== "string" || typeof value !== "string" || !name || !value ? fail("two names are expected")
        : Object.fromEntries(v.filter((x) => x && typeof x === "object" && Object.hasOwn(x, name) && Object.hasOwn(x, value)).map((x) => [x[name], x[value]])),
      renameKeys: (v, names) => names.length === 0 || names.length % 2 ? fail("an even number of names is expected")
        : v.map((x) => (x && typeof x === "object" ? renamed(x, names) : x)),
      merge: (v, [others]) => mergedList(v, others),
      difference: (v, [w]) => (Array.isArray(w) ? distinct(v.filter((x) => !w.some((y) => same(x, y)))) : fail("a list is expected")),
      intersection: (v, [w]) => (Array.isArray(w) ? distinct([...v.filter((x) => w.some((y) => same(x, y))), ...w.filter((x) => v.some((y) => same(x, y)))]) : fail("a list is expected")),
      union: (v, [w]) => (Array.isArray(w) ? distinct([...v, ...w]) : fail("a list is expected")),
      mergeIntoObject: (v, [others]) => (Array.isArray(others) ? pairedUp(v, others) : fail("a list is expected")),
      compact: (v) => v.filter((x) => !(x === null || x === undefined || x === "" || x === "nil" || (typeof x === "object" && !Object.keys(x).length)))
        .map((x) => (typeof x === "object" ? FUNCTIONS.object.compact(x) : x)),
      pluck: (v, names) => names.length === 0 ? v : v.filter((x) => x && typeof x === "object").map((x) => Object.keys(x).filter((k) => names.includes(k)).map((k) => x[k]))
        .filter((found) => found.length).map((found) => (found.length === 1 ? found[0] : found)),
      chunk: (v, [n]) => (typeof n !== "number" || n === 0 ? fail("a number is expected") : Array.from({ length: Math.ceil(v.length / n) }, (_, i) => v.slice(i * n, i * n + n))),
      append: (v, args) => v.concat(args), randomItem: (v) => v[Math.floor(Math.random() * v.length)],
      toJsonString: (v) => JSON.stringify(v), toInt: nothing, toFloat: nothing, toBoolean: nothing, toDateTime: nothing,
    },
    string: {
      isEmpty: (v) => v === "", isNotEmpty: (v) => v !== "",
      length: (v) => v.length, toJsonString: (v) => JSON.stringify(v), removeTags: (v) => v.replace(/<[^>]*>?/gm, ""),
      urlEncode: (v, [all]) => (all ? encodeURI(v) : encodeURIComponent(v)), urlDecode: (v, [all]) => (all ? decodeURI(v) : decodeURIComponent(v)),
      toNumber: (v) => number(v, Number(plain(v))), toInt: (v, [radix]) => number(v, parseInt(plain(v), radix)),
      toFloat: (v) => (v.includes(",") ? fail("a point is expected") : number(v, parseFloat(plain(v)))),
      toBoolean: (v) => !["", "false", "no", "0"].includes(v.toLowerCase()),
      isNumeric: (v) => !v.includes(" ") && !Number.isNaN(Number(v)) && !Number.isNaN(parseFloat(v)),
      parseJson: (v) => { try { return JSON.parse(v); } catch { return fail("Parsing failed"); } },
      base64Encode: toBase64, base64Decode: fromBase64,
      toSnakeCase: (v) => v.toLowerCase().replace(/[ -]/g, "_").replace(/[\u2000-\u206f\u2e00-\u2e7f\\'!"#$%&()*+,./:;<=>?@[\]^`{|}~]/g, ""),
      removeMarkdown, toSentenceCase, toTitleCase, toDate, isEmail, extractDomain, extractEmail: (v) => EMAIL.exec(v)?.[0],
      isUrl: (v) => ONLY_URL.test(v), isDomain: (v) => DOMAIN.test(v), extractUrl: (v) => SOME_URL.exec(v)?.[0], extractUrlPath: pathOf,
      toWholeNumber: (v, [radix]) => number(v, parseInt(plain(v), radix)), toDecimalNumber: (v) => FUNCTIONS.string.toFloat(v),
      quote: (v, [mark = '"']) => mark + v.replace(/\\/g, "\\\\").replace(new RegExp("\\" + mark, "g"), "\\" + mark) + mark,
      toDateTime: (v, [format]) => !format ? parsed(v) : ["ms", "s", "us", "excel"].includes(format) ? ofSeconds(Number(v), format) : DateTime.fromFormat(v, format),
    },
    number: {
      round: (v, [places = 0]) => +v.toFixed(places), floor: (v) => Math.floor(v), ceil: (v) => Math.ceil(v), abs: (v) => Math.abs(v),
      isInteger: (v) => Number.isInteger(v), toBoolean: (v) => v !== 0, toInt: (v) => +v.toFixed(0), toFloat: (v) => v,
      isEven: (v) => (Number.isInteger(v) ? v % 2 === 0 : fail("a whole number is expected")),
      isOdd: (v) => (Number.isInteger(v) ? Math.abs(v) % 2 === 1 : fail("a whole number is expected")),
      toDateTime: (v, [unit]) => ofSeconds(v, unit), format: (v, [locale = "en-US", options]) => new Intl.NumberFormat(locale, options).format(v),
    },
    object: {
      isEmpty: (v) => Object.keys(v).length === 0, isNotEmpty: (v) => Object.keys(v).length > 0, keys: (v) => Object.keys(v), values: (v) => Object.values(v),
      hasField: (v, [name]) => name in v,
      urlEncode: (v) => Object.entries(v).map((pair) => pair.map(inQuery).join("=")).join("&"),
      keepFieldsContaining: (v, args) => containing(v, args, true),
      removeFieldsContaining: (v, args) => containing(v, args, false), toJsonString: (v) => JSON.stringify(v),
      removeField: (v, [name]) => Object.fromEntries(Object.entries(v).filter(([key]) => key !== name)),
      compact: (v) => Object.fromEntries(Object.entries(v).filter(([, x]) => !(x === null || x === undefined || x === "" || x === "nil" || (typeof x === "object" && !Object.keys(x).length)))
        .map(([key, x]) => [key, typeof x === "object" ? FUNCTIONS.object.compact(x) : x])),
      toInt: nothing, toFloat: nothing, toBoolean: nothing, toDateTime: nothing,
    },
    boolean: { toBoolean: (v) => v, toInt: (v) => (v ? 1 : 0), toFloat: (v) => (v ? 1 : 0), toNumber: (v) => (v ? 1 : 0), toDateTime: nothing },
    moment: {
      plus: (v, args) => back(v, luxon(v).plus(duration(args))), minus: (v, args) => back(v, luxon(v).minus(duration(args))),
      format: (v, [format, options]) => luxon(v).toFormat(format, { ...options }), toDateTime: luxon, isEmpty: () => false, isNotEmpty: () => true,
      beginningOf: (v, [unit = "week"]) => back(v, luxon(v).startOf(partOf(unit))),
      isBetween, diffTo, diffToNow: (v, [unit]) => diffTo(v, [DateTime.now(), unit]), isDst: (v) => luxon(v).isInDST,
      isInLast: (v, [amount = 0, unit = "minutes"]) => DateTime.now().minus(duration([amount, unit])) <= luxon(v) && luxon(v) <= DateTime.now(),
      endOfMonth: (v) => back(v, luxon(v).endOf("month")), isWeekend: (v) => luxon(v).weekday > 5,
      toInt: (v) => v.valueOf(), toFloat: (v) => v.valueOf(), toBoolean: nothing,
      extract: (v, [unit = "week"]) => unit === "yearDayNumber" ? luxon(v).ordinal : luxon(v).get(unit === "week" ? "weekNumber" : partOf(unit)),
    },
  };
  const GENERAL = { isEmpty: (v) => !v, isNotEmpty: (v) => Boolean(v) };
  const extend = (value, name, args) => {
    // Of a text that looks like a date n8n finds the methods of dates, and calls them on the text, which is no date to them.
    const isTaken = isIso(value) && name !== "toDateTime" && name !== "toDate";
    const input = isTaken ? new Date(NaN) : value;
    const added = Object.hasOwn(FUNCTIONS[kindOf(input)] ?? {}, name) ? FUNCTIONS[kindOf(input)][name] : undefined;
    if (added) return isTaken && ["toInt", "toFloat"].includes(name) ? undefined : added(input, args);
    if (input && typeof input[name] === "function") return input[name](...args);
    if (Object.hasOwn(GENERAL, name)) return GENERAL[name](value);
    return fail(`${name}() is called on a value without it`);
  };
  // Functions by themselves that n8n gives to expressions.
  return Object.assign(extend, {
    average: (...args) => FUNCTIONS.list.average(args),
    max: Math.max,
    min: Math.min,
    not: (v) => !v,
    numberList: (start, end) => [...new Array(Math.abs(start - end) + 1).keys()].map((i) => (start < end ? start + i : start - i)),
    toPathSegment: (v) => ([undefined, null, "", ".", ".."].includes(v) ? fail("no part of a path") : encodeURIComponent(v)),
    zip: (keys, values) =>
      !Array.isArray(keys) || !Array.isArray(values) || keys.length !== values.length ? fail("two lists of one length are expected")
        : Object.fromEntries(keys.map((key, i) => [key, values[i]])),
  });
})();
