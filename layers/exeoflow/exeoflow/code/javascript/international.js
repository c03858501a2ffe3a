// The part of `Intl` that dates and numbers in English need, over the offsets of zones in `__zones`.
//
// Only the English of the United States, Great Britain and Canada is known, and an unknown zone is an error: no other
// answer would be true. What the engine lacks, V8 would not throw at: it is no Error, of which an expression is nothing.
(function () {
  "use strict";

  const zones = globalThis.__zones;
  const MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ];
  const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const FIELDS = ["weekday", "era", "year", "month", "day", "hour", "minute", "second"];

  function unknown(message) {
    const { stack } = new RangeError(message);
    throw Object.assign(Object.create(null), { name: "RangeError", message, stack });
  }

  const LOCALE = /^en(?:-(US|GB|CA))?(-u-.*)?$/i;
  const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

  function checkedLocale(locales) {
    const wanted = Array.isArray(locales) ? locales[0] : locales;
    // A number, and options in place of a locale, are objects without a length: lists of no locales.
    if (wanted === undefined || typeof wanted === "number" || (typeof wanted === "object" && wanted !== null)) {
      return "en-US";
    }
    const found = LOCALE.exec(String(wanted));
    if (found) {
      return `en-${(found[1] ?? "US").toUpperCase()}`;
    }
    if (TAG.test(String(wanted))) {
      unknown(`the locale ${wanted} is not known here; en-US, en-GB and en-CA are`);
    }
    throw new RangeError(`Incorrect locale information provided: ${wanted}`);
  }

  function offsetsOf(zone) {
    if (/^(UTC|GMT|Etc\/UTC|Etc\/GMT)$/i.test(zone)) {
      return [[-Infinity, 0]];
    }
    // These have their sign the other way round.
    const whole = /^Etc\/GMT([+-])(1?\d)$/i.exec(zone);
    if (whole) {
      return [[-Infinity, (whole[1] === "+" ? -3600 : 3600) * Number(whole[2])]];
    }
    const name = Object.keys(zones).find((each) => each.toLowerCase() === zone.toLowerCase());
    if (name === undefined) {
      throw new RangeError(`the time zone ${zone} is not known here; its whole name must stand in the source or in the data`);
    }
    return zones[name];
  }

  // The offset in seconds, by halves.
  function offsetAt(offsets, milliseconds) {
    let low = 0;
    let high = offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (offsets[middle][0] * 1000 <= milliseconds) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return offsets[low][1];
  }

  function offsetName(seconds, isLong) {
    if (seconds === 0) {
      return "GMT";
    }
    const minutes = Math.abs(Math.trunc(seconds / 60));
    const hours = String(Math.trunc(minutes / 60)).padStart(isLong ? 2 : 1, "0");
    const rest = minutes % 60;
    return `GMT${seconds < 0 ? "-" : "+"}${hours}${isLong || rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
  }

  // The zones of America whose names its English abbreviates: what the names begin with, and the hours from UTC in winter.
  const ABBREVIATED = [
    { letters: "E", hours: -5, cities: "New_York Detroit Toronto Indiana/Indianapolis Indianapolis Louisville Nassau Panama Jamaica Cancun Cayman Port-au-Prince" },
    { letters: "C", hours: -6, cities: "Chicago Winnipeg Mexico_City Monterrey Merida Matamoros Costa_Rica El_Salvador Guatemala Managua Belize Regina Tegucigalpa" },
    { letters: "M", hours: -7, cities: "Denver Edmonton Boise Phoenix Ciudad_Juarez" },
    { letters: "P", hours: -8, cities: "Los_Angeles Vancouver Tijuana" },
    { letters: "A", hours: -4, cities: "Halifax Moncton Puerto_Rico Martinique Barbados Curacao Santo_Domingo Port_of_Spain Antigua Aruba" },
    { letters: "AK", hours: -9, cities: "Anchorage Juneau" },
  ];

  function abbreviation(zone, seconds) {
    const city = /^America\/(.*)$/i.exec(zone)?.[1].toLowerCase();
    const found = ABBREVIATED.find(({ cities }) => cities.toLowerCase().split(" ").includes(city));
    if (!found) {
      return zone.toLowerCase() === "pacific/honolulu" && seconds === -36000 ? "HST" : undefined;
    }
    return { 0: `${found.letters}ST`, 1: `${found.letters}DT` }[seconds / 3600 - found.hours];
  }

  const MONTH_FIRST = ["month", "day", "year"];
  const DAY_FIRST = ["day", "month", "year"];
  const DIALECTS = {
    "en-US": { isOfTwelve: true, halves: ["AM", "PM"], text: MONTH_FIRST, figures: MONTH_FIRST, between: "/" },
    "en-GB": { isOfTwelve: false, halves: ["am", "pm"], text: DAY_FIRST, figures: DAY_FIRST, between: "/", isPadded: true },
    "en-CA": { isOfTwelve: true, halves: ["a.m.", "p.m."], text: MONTH_FIRST, figures: ["year", "month", "day"], between: "-", isPadded: true },
  };

  const STYLES = {
    date: {
      full: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
      long: { year: "numeric", month: "long", day: "numeric" },
      medium: { year: "numeric", month: "short", day: "numeric" },
      short: { year: "2-digit", month: "numeric", day: "numeric" },
    },
    time: {
      full: { hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "long" },
      long: { hour: "numeric", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
      medium: { hour: "numeric", minute: "2-digit", second: "2-digit" },
      short: { hour: "numeric", minute: "2-digit" },
    },
  };

  class DateTimeFormat {
    constructor(locales, options = {}) {
      this.locale = checkedLocale(locales);
      const chosen = { ...STYLES.date[options.dateStyle], ...STYLES.time[options.timeStyle], ...options };
      if (options.dateStyle === "short" && this.locale !== "en-US") {
        chosen.year = "numeric";
      }
      if (![...FIELDS, "fractionalSecondDigits"].some((field) => chosen[field] !== undefined)) {
        Object.assign(chosen, { year: "numeric", month: "numeric", day: "numeric" });
      }
      this.chosen = chosen;
      this.timeZone = String(options.timeZone ?? "UTC");
      this.offsets = offsetsOf(this.timeZone);
      this.dialect = DIALECTS[this.locale];
      this.cycle = this.cycleOf(chosen);
      // V8 puts a usual blank before AM and PM in the whole, as there was before CLDR 42; its parts keep CLDR's.
      this.format = (date) => this.formatToParts(date).map((part) => part.value).join("").replace(/\u202f/g, " ");
    }

    resolvedOptions() {
      return { locale: this.locale, calendar: "gregory", numberingSystem: "latn", timeZone: this.timeZone };
    }

    formatToParts(date) {
      const milliseconds = date === undefined ? Date.now() : Number(date);
      if (!Number.isFinite(milliseconds)) {
        throw new RangeError("Invalid time value");
      }
      const offset = offsetAt(this.offsets, milliseconds);
      const local = new Date(milliseconds + offset * 1000);
      return joined([this.dateParts(local), this.timeParts(local, offset)], separatorOf(this.chosen, this.locale));
    }

    // As V8 20 has it: `hour12` turns a clock's begin too, so that midnight is 24 in America and 0 in Great Britain.
    cycleOf({ hour12, hourCycle }) {
      const [usual, other] = this.dialect.isOfTwelve ? ["h12", "h24"] : ["h23", "h11"];
      if (hour12 === undefined) {
        return hourCycle ?? usual;
      }
      return hour12 === this.dialect.isOfTwelve ? usual : other;
    }

    dateParts(local) {
      const { weekday, year, month, day, era } = this.chosen;
      const { text, figures, isPadded } = this.dialect;
      const isText = month !== undefined && !["numeric", "2-digit"].includes(month);
      const full = local.getUTCFullYear();
      const yearText = era ? String(full > 0 ? full : 1 - full) : String(full);
      const isBare = month && !isText && (day || year) && (weekday || (month === "numeric" && day !== "2-digit"));
      const styled = (number, style) => digits(number, isPadded && isBare ? "2-digit" : style);
      const parts = {
        weekday: weekday && shortened(DAYS[local.getUTCDay()], weekday),
        month: month && (isText ? shortened(MONTHS[local.getUTCMonth()], month) : styled(local.getUTCMonth() + 1, month)),
        day: day && styled(local.getUTCDate(), day),
        year: year && (year === "2-digit" ? digits(((full % 100) + 100) % 100, year) : yearText),
        era: era && (full > 0 ? "AD" : "BC"),
      };
      const rest = [...(isText ? text : figures), "era"];
      const isWeekdayLast = month || year ? !day : day && this.locale === "en-US";
      const found = [];
      for (const type of isWeekdayLast ? [...rest, "weekday"] : ["weekday", ...rest]) {
        if (parts[type]) {
          if (found.length) {
            found.push({ type: "literal", value: this.separator(found.at(-1).type, type, isText) });
          }
          found.push({ type, value: parts[type] });
        }
      }
      return found;
    }

    // What stands between two parts of a date.
    separator(before, type, isText) {
      const { month, day, year } = this.chosen;
      const isBritish = this.locale === "en-GB";
      if (before === "weekday") {
        return (isBritish && !year) || !month ? " " : ", ";
      }
      if (type === "weekday" || type === "era" || isBritish && isText) {
        return " ";
      }
      return isText ? (type === "year" && day ? ", " : " ") : this.dialect.between;
    }

    timeParts(local, offset) {
      const { hour, minute, second, fractionalSecondDigits, timeZoneName } = this.chosen;
      const found = [];
      const hours = local.getUTCHours();
      const isTwelve = this.cycle === "h12" || this.cycle === "h11";
      const add = (type, value, separator) => {
        if (found.length) {
          found.push({ type: "literal", value: separator });
        }
        found.push({ type, value });
      };
      if (hour) {
        const shown = { h11: hours % 12, h12: hours % 12 || 12, h23: hours, h24: hours || 24 }[this.cycle];
        add("hour", digits(shown, isTwelve || this.isShortClock() ? hour : "2-digit"), "");
      }
      if (minute) {
        add("minute", hour ? digits(local.getUTCMinutes(), "2-digit") : digits(local.getUTCMinutes(), minute), ":");
      }
      if (second) {
        add("second", minute ? digits(local.getUTCSeconds(), "2-digit") : digits(local.getUTCSeconds(), second), ":");
      }
      if (fractionalSecondDigits) {
        const milliseconds = String(local.getUTCMilliseconds()).padStart(3, "0");
        add("fractionalSecond", milliseconds.slice(0, fractionalSecondDigits), ".");
      }
      if (hour && isTwelve) {
        // A narrow blank that does not break.
        add("dayPeriod", this.dialect.halves[hours < 12 ? 0 : 1], "\u202f");
      }
      if (timeZoneName) {
        add("timeZoneName", this.zoneName(timeZoneName, offset), found.length ? " " : "");
      }
      return found;
    }

    // A clock of twenty-four hours has two digits in English, but in Great Britain mostly those that are asked for.
    isShortClock() {
      const { weekday, month, day, year, minute, second, timeZoneName, timeStyle } = this.chosen;
      if (this.locale !== "en-GB" || !minute || timeStyle) {
        return false;
      }
      const isOfDay = weekday && !month && !day && !year;
      return second ? minute === "2-digit" || timeZoneName : minute === "2-digit" && !timeZoneName && !isOfDay;
    }

    zoneName(style, offset) {
      const isOffset = /Offset/.test(style);
      if (this.offsets.length === 1 && offset === 0 && !isOffset) {
        return style === "long" ? "Coordinated Universal Time" : "UTC";
      }
      if (style === "long" || (style === "short" && this.locale === "en-GB")) {
        unknown(`the name of the time zone ${this.timeZone} is not known here`);
      }
      return (style === "short" && abbreviation(this.timeZone, offset)) || offsetName(offset, style === "longOffset");
    }
  }

  // What stands between date and time.
  function separatorOf({ weekday, year, month, day, minute, timeZoneName, dateStyle }, locale) {
    if (dateStyle === "full" || dateStyle === "long" || (!dateStyle && month === "long")) {
      return " at ";
    }
    const isHourOfDay = weekday && !year && !month && !day && !timeZoneName;
    return isHourOfDay && (minute || locale !== "en-GB") ? " " : ", ";
  }

  const digits = (number, style) => String(number).padStart(style === "2-digit" ? 2 : 1, "0");

  function shortened(name, style) {
    return style === "long" ? name : name.slice(0, style === "short" ? 3 : 1);
  }

  function joined(groups, separator) {
    const between = { type: "literal", value: separator };
    return groups.filter((group) => group.length).flatMap((group, index) => (index === 0 ? group : [between, ...group]));
  }

  class NumberFormat {
    constructor(locales, options = {}) {
      this.locale = checkedLocale(locales);
      const lacking = LACKING.find((name) => options[name] !== undefined && options[name] !== "auto");
      if (lacking !== undefined || !["decimal", "percent", "currency"].includes(options.style ?? "decimal")) {
        unknown(`numbers cannot be written with ${lacking ?? options.style} here`);
      }
      if (options.style === "currency" && !(options.currency in SIGNS && this.locale === "en-US")) {
        unknown(`the sign of the currency ${options.currency} is not known here`);
      }
      this.options = options;
      this.format = (number) => this.written(Number(number));
    }

    resolvedOptions() {
      return { locale: this.locale, numberingSystem: "latn", ...this.options };
    }

    written(number) {
      const { style, currency, useGrouping = true, minimumIntegerDigits = 1 } = this.options;
      if (Number.isNaN(number)) {
        return "NaN";
      }
      const sign = number < 0 || Object.is(number, -0) ? "-" : "";
      const size = Math.abs(style === "percent" ? number * 100 : number);
      const text = Number.isFinite(size) ? rounded(size, ...this.places()) : "∞";
      const [whole, fraction] = text.split(".");
      const padded = whole.padStart(minimumIntegerDigits, "0");
      const grouped = useGrouping ? padded.replace(/\B(?=(\d{3})+$)/g, ",") : padded;
      const digitsText = fraction ? `${grouped}.${fraction}` : grouped;
      return sign + (style === "currency" ? SIGNS[currency] : "") + digitsText + (style === "percent" ? "%" : "");
    }

    places() {
      const { style, currency, minimumFractionDigits, maximumFractionDigits } = this.options;
      const usual = style === "currency" ? (currency === "JPY" ? [0, 0] : [2, 2]) : style === "percent" ? [0, 0] : [0, 3];
      const least = minimumFractionDigits ?? Math.min(usual[0], maximumFractionDigits ?? usual[0]);
      return [least, maximumFractionDigits ?? Math.max(usual[1], least)];
    }
  }

  const LACKING = [
    "notation", "compactDisplay", "minimumSignificantDigits", "maximumSignificantDigits",
    "unit", "currencyDisplay", "currencySign", "signDisplay", "roundingMode", "roundingIncrement",
  ];
  const SIGNS = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹", CNY: "CN¥", AUD: "A$", CAD: "CA$", BRL: "R$", CHF: "CHF\u00a0" };

  // The shortest decimal form is rounded, half away from zero, as ICU does.
  function rounded(size, least, most) {
    if (size >= 1e21) {
      return BigInt(size).toString();
    }
    let [whole, fraction = ""] = plain(size).split(".");
    if (fraction.length > most) {
      const isUp = fraction[most] >= "5";
      const kept = BigInt(whole + fraction.slice(0, most)) + (isUp ? 1n : 0n);
      const text = kept.toString().padStart(most + 1, "0");
      whole = text.slice(0, text.length - most);
      fraction = text.slice(text.length - most);
    }
    fraction = fraction.replace(/0+$/, "").padEnd(least, "0");
    return fraction ? `${whole}.${fraction}` : whole;
  }

  function plain(size) {
    const text = String(size);
    const [mantissa, exponent] = text.split("e-");
    return exponent === undefined ? text : `0.${"0".repeat(exponent - 1)}${mantissa.replace(".", "")}`;
  }

  const noon = { year: "numeric", month: "numeric", day: "numeric" };
  const clock = { hour: "numeric", minute: "numeric", second: "numeric" };
  const asked = (options, names) => names.some((name) => options[name] !== undefined);
  const DATE_FIELDS = ["weekday", "year", "month", "day", "dateStyle"];
  const TIME_FIELDS = ["hour", "minute", "second", "fractionalSecondDigits", "dayPeriod", "timeStyle"];

  function localized(usual, names, other) {
    return function (locales, options = {}) {
      if (options[other] !== undefined) {
        throw new TypeError(`Invalid option : ${other}`);
      }
      const written = new DateTimeFormat(locales, asked(options, names) ? options : { ...usual, ...options });
      return Number.isNaN(this.getTime()) ? "Invalid Date" : written.format(this);
    };
  }

  const methods = [
    [Date.prototype, "toLocaleString", localized({ ...noon, ...clock }, [...DATE_FIELDS, ...TIME_FIELDS])],
    [Date.prototype, "toLocaleDateString", localized(noon, DATE_FIELDS, "timeStyle")],
    [Date.prototype, "toLocaleTimeString", localized(clock, TIME_FIELDS, "dateStyle")],
    [Number.prototype, "toLocaleString", function (locales, options) { return new NumberFormat(locales, options).format(this); }],
  ];
  for (const [prototype, name, value] of methods) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
  const lacking = (name) => [name, { get: () => unknown(`Intl.${name} is not known here`), configurable: true }];
  const given = Object.defineProperties(
    {
      // Both may be called with and without `new`.
      DateTimeFormat: function (...options) { return new DateTimeFormat(...options); },
      NumberFormat: function (...options) { return new NumberFormat(...options); },
    },
    Object.fromEntries(["DisplayNames", "DurationFormat", "ListFormat", "PluralRules", "RelativeTimeFormat", "Segmenter"].map(lacking)),
  );
  Object.defineProperty(globalThis, "Intl", { value: given, writable: true, configurable: true });
})();
