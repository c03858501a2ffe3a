// The part of `Intl` that dates and numbers in English need, over the offsets of zones in `__zones`.
//
// Only the locales `en` and `en-US` are known, and an unknown zone is an error: no other answer would be true.
(function () {
  "use strict";

  const zones = globalThis.__zones;
  const MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ];
  const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const FIELDS = ["weekday", "era", "year", "month", "day", "hour", "minute", "second"];

  function checkedLocale(locales) {
    const wanted = Array.isArray(locales) ? locales[0] : locales;
    // A number is an object without a length: a list of no locales.
    if (wanted === undefined || typeof wanted === "number" || /^en(-US)?(-u-.*)?$/i.test(String(wanted))) {
      return "en-US";
    }
    throw new RangeError(`the locale ${wanted} is not known here; en-US is`);
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
      if (![...FIELDS, "timeZoneName", "fractionalSecondDigits"].some((field) => chosen[field] !== undefined)) {
        Object.assign(chosen, { year: "numeric", month: "numeric", day: "numeric" });
      }
      this.chosen = chosen;
      this.timeZone = String(options.timeZone ?? "UTC");
      this.offsets = offsetsOf(this.timeZone);
      this.isTwelve = chosen.hour12 ?? !/^h2[34]$/.test(chosen.hourCycle ?? "h12");
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
      return joined([this.dateParts(local), this.timeParts(local, offset)], ", ", isSpelled(this.chosen));
    }

    dateParts(local) {
      const { weekday, year, month, day, era } = this.chosen;
      const isText = month === "long" || month === "short" || month === "narrow";
      const full = local.getUTCFullYear();
      const yearText = era ? String(full > 0 ? full : 1 - full) : String(full);
      const parts = {
        weekday: weekday && shortened(DAYS[local.getUTCDay()], weekday),
        month: month && (isText ? shortened(MONTHS[local.getUTCMonth()], month) : digits(local.getUTCMonth() + 1, month)),
        day: day && digits(local.getUTCDate(), day),
        year: year && (year === "2-digit" ? digits(((full % 100) + 100) % 100, year) : yearText),
        era: era && (full > 0 ? "AD" : "BC"),
      };
      const separators = isText
        ? { month: weekday ? ", " : "", day: month ? " " : ", ", year: day ? ", " : " ", era: " " }
        : { month: weekday ? ", " : "", day: month ? "/" : ", ", year: month || day ? "/" : ", ", era: " " };
      const found = [];
      for (const type of ["weekday", "month", "day", "year", "era"]) {
        if (parts[type]) {
          if (found.length) {
            found.push({ type: "literal", value: separators[type] || " " });
          }
          found.push({ type, value: parts[type] });
        }
      }
      return found;
    }

    timeParts(local, offset) {
      const { hour, minute, second, fractionalSecondDigits, timeZoneName } = this.chosen;
      const found = [];
      const hours = local.getUTCHours();
      const add = (type, value, separator) => {
        if (found.length) {
          found.push({ type: "literal", value: separator });
        }
        found.push({ type, value });
      };
      if (hour) {
        // A clock of twenty-four hours is always written with two digits in English.
        add("hour", this.isTwelve ? digits(hours % 12 || 12, hour) : digits(hours, "2-digit"), "");
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
      if (hour && this.isTwelve) {
        // A narrow blank that does not break.
        add("dayPeriod", hours < 12 ? "AM" : "PM", "\u202f");
      }
      if (timeZoneName) {
        add("timeZoneName", this.zoneName(timeZoneName, offset), found.length ? " " : "");
      }
      return found;
    }

    zoneName(style, offset) {
      if (this.offsets.length === 1 && offset === 0 && !/Offset/.test(style)) {
        return style === "long" ? "Coordinated Universal Time" : "UTC";
      }
      return offsetName(offset, /^long/.test(style));
    }
  }

  const isSpelled = (chosen) => chosen.dateStyle === "full" || chosen.dateStyle === "long";
  const digits = (number, style) => String(number).padStart(style === "2-digit" ? 2 : 1, "0");

  function shortened(name, style) {
    return style === "long" ? name : name.slice(0, style === "short" ? 3 : 1);
  }

  function joined(groups, separator, isLong) {
    const filled = groups.filter((group) => group.length);
    const between = { type: "literal", value: isLong ? " at " : separator };
    return filled.flatMap((group, index) => (index === 0 ? group : [between, ...group]));
  }

  class NumberFormat {
    constructor(locales, options = {}) {
      this.locale = checkedLocale(locales);
      const unknown = UNKNOWN.find((name) => options[name] !== undefined && options[name] !== "auto");
      if (unknown !== undefined || !["decimal", "percent", "currency"].includes(options.style ?? "decimal")) {
        throw new RangeError(`numbers cannot be written with ${unknown ?? options.style} here`);
      }
      if (options.style === "currency" && !(options.currency in SIGNS)) {
        throw new RangeError(`the sign of the currency ${options.currency} is not known here`);
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

  const UNKNOWN = [
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
  const clock = { hour: "numeric", minute: "2-digit", second: "2-digit" };
  const asked = (options, names) => names.some((name) => options[name] !== undefined);
  const DATE_FIELDS = ["weekday", "year", "month", "day", "dateStyle"];
  const TIME_FIELDS = ["hour", "minute", "second", "fractionalSecondDigits", "dayPeriod", "timeStyle"];

  function localized(usual, names) {
    return function (locales, options = {}) {
      if (Number.isNaN(this.getTime())) {
        return "Invalid Date";
      }
      return new DateTimeFormat(locales, asked(options, names) ? options : { ...usual, ...options }).format(this);
    };
  }

  const methods = [
    [Date.prototype, "toLocaleString", localized({ ...noon, ...clock }, [...DATE_FIELDS, ...TIME_FIELDS])],
    [Date.prototype, "toLocaleDateString", localized(noon, DATE_FIELDS)],
    [Date.prototype, "toLocaleTimeString", localized(clock, TIME_FIELDS)],
    [Number.prototype, "toLocaleString", function (locales, options) { return new NumberFormat(locales, options).format(this); }],
  ];
  for (const [prototype, name, value] of methods) {
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(globalThis, "Intl", {
    // Both may be called with and without `new`.
    value: {
      DateTimeFormat: function (...given) { return new DateTimeFormat(...given); },
      NumberFormat: function (...given) { return new NumberFormat(...given); },
    },
    writable: true,
    configurable: true,
  });
})();
