// String.prototype.localeCompare and Intl.Collator as V8 has them by ICU, for texts of Latin, Greek and Cyrillic letters.
//
// The engine's own compares code points: to it "B" comes before "a", and "É" behind "z". Here texts are compared by
// their letters, then by their accents, then by their case (Unicode Technical Standard 10). Letters of other scripts come
// behind these by their code points. The order is CLDR's root, which English has and the languages named here, too.
(function () {
  "use strict";

  const LANGUAGES = /^(en|de|fr|it|pt|nl|es|id|ms|ca|eu|ga|lb)(-[a-z0-9]+)*$/i;
  // Canada compares French accents from the end, POSIX code points; a tag itself may choose an order.
  const OTHER_ORDERS = /^fr-ca\b|^en-us-posix\b|-u-(.+-)?(co|kf|kn|va)\b/i;
  // Blanks, marks and signs; emoji and other symbols follow. Then currencies, then figures and letters.
  const SIGNS =
    "\u0009\u000a\u000b\u000c\u000d\u2028\u2029 _-‐‒–—―⁓,;⁏:!¡?¿‽.·⁕⁖⁘⁙⁚⁛⁜⁝⁞'‹›\"«»()[]{}⁅⁆‖§¶⁋@*⁎⁑/\\&⁊#%‰‱†‡•‣‧⁃⁌⁍′‵‸※‿⁔⁀⁐⁁⁂`^ʹ͵ʺ˂˃˄˅ˆˇˈˉˊˋˌ" +
    "ˍˎˏ˒˓˔˕˖˗˞˟˥˦˧˨˩˪˫ˬ˭˯˰˱˲˳˴˵˶˷˸˹˺˻˼˽˾˿°©®←→↑↓↔↕↖↗↘↙↜↝↞↟↠↡↢↣↤↥↦↧↨↩↪↫↬↭↯↰↱↲↳↴↵↶↷↸↹↺↻↼↽↾↿⇀⇁⇂⇃⇄⇅⇆⇇⇈⇉⇊⇋⇌⇐⇑" +
    "⇒⇓⇔⇕⇖⇗⇘⇙⇚⇛⇜⇝⇞⇟⇠⇡⇢⇣⇤⇥⇦⇧⇨⇩⇪⇫⇬⇭⇮⇯⇰⇱⇲⇳⇴⇵⇶⇷⇸⇹⇺⇻⇼⇽⇾⇿϶+±÷×<=>¬|¦~⁒⁄ːˑ";
  const REST =
    "¤¢$£¥₠₡₢₣₤₥₦₩₪₫€₭₮₯₰₱₲₳₴₵₶₷₸₹₺₻₼₽₾₿0123456789aɐɑɒbʙƀɓƃcȼƈɕdʥʤɖɗƌȡẟeɇǝəɛɘɚɜɝɞʚɤfʩƒgɡɢǥɠʛɣƣhʜƕɦɧʻʽiıɪɨ" +
    "ɩjȷɉʝɟʄkƙʞlʟƚɫɬɭȴɮƛʎmɱnɴɲƞɳȵŋoɶɔɵɷȣp₧ƥɸqʠɋĸrʀɍɹɺɻɼɽɾɿʁsʂȿʃƪʅʆtʨʧŧƫƭʈȶʇuʉɥʮʯɯɰʊvʋʌwʍxyʏɏƴȝzƶȥʐʑɀʒƹƺʓþ" +
    "ƿƻƨƽƅʔɂˀʼˮʾʕʿˁʡʢʖǀǁǂǃʗʘʬʭαβγδεϝͷϛζͱηθιϳκϗλμνξοπϻϟϙρϼσͼͻͽτυφχψωϡͳϸϣϥϧϩϫϭϯаәӕбвгғӻҕӷдђҙеєжҗзѕӡиіјкқӄҡҟ" +
    "ҝлӆљмӎнӊңӈҥњоөпҧрсҫтҭћуүұфхӽӿҳһцҵчҷӌҹҽҿџшщъыьэюяҩӏ";
  // Letters that differ from others by less than a letter.
  const ALIKE = new Map([
    ["‘", "'"], ["’", "'"], ["‚", "'"], ["‛", "'"], ["“", "\""], ["”", "\""], ["„", "\""], ["‟", "\""], ["đ", "d"], ["ð", "d"], ["ħ", "h"], ["ł", "l"], ["ø", "o"], ["ʦ", "ƾ"], ["ς", "σ"], ["ґ", "г"], ["æ", "ae"], ["ȸ", "db"], ["ʣ", "dz"], ["ʪ", "ls"], ["ʫ", "lz"], ["œ", "oe"], ["ȹ", "qp"], ["ß", "ss"], ["ƾ", "ts"], ["ƍ", "zw"],
  ]);
  const ACCENTS = "\u0332\u0313\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304";
  // In these it is one that they always have.
  const ACCENTED = "æœøđłħґ";
  const SYMBOL = 2000;
  const LETTER = 0x300000;
  const PLAIN = 0;

  const weights = new Map([
    ...[...SIGNS].map((sign, place) => [sign, place + 1]),
    ...[...REST].map((sign, place) => [sign, LETTER + place]),
    ["\uffff", 2 * LETTER],
  ]);
  const SCRIPTS = [/\p{Script=Hangul}/u, /[\p{Script=Hiragana}\p{Script=Katakana}]/u, /\p{Script=Han}/u];
  const isMark = (sign) => /\p{M}/u.test(sign);
  const isIgnored = (sign) => /[\p{Cc}\p{Cf}]/u.test(sign);
  const isSign = (sign) => /[\p{P}\s]/u.test(sign);

  // Korean comes before Japanese, Japanese before Chinese.
  function weightOf(sign) {
    const code = sign.codePointAt(0);
    const known = weights.get(sign);
    if (known !== undefined) {
      return known;
    }
    if (/\p{S}/u.test(sign)) {
      return SYMBOL + code;
    }
    const kana = code >= 0x30a1 && code <= 0x30f6 ? code - 96 : code;
    const script = SCRIPTS.findIndex((each) => each.test(sign));
    return LETTER + (script < 0 ? 1 : script + 2) * 0x200000 + kana;
  }

  function accentOf(mark) {
    const place = ACCENTS.indexOf(mark);
    return place < 0 ? mark.codePointAt(0) : place + 1;
  }

  // What of a text is compared, at each of three levels.
  function keyOf(text, options) {
    const key = { letters: [], accents: [], cases: [] };
    const runs = options.numeric ? text.split(/([0-9]+)/) : [text];
    runs.forEach((run, place) => {
      if (place % 2 === 1) {
        addNumber(key, run.replace(/^0+(?=.)/, ""));
      } else {
        addText(key, run, options);
      }
    });
    return key;
  }

  // A number that has more figures is the larger one.
  function addNumber(key, figures) {
    addLetter(key, weightOf("0") + figures.length / 10000, 0);
    for (const figure of figures) {
      addLetter(key, weightOf(figure), 0);
    }
  }

  function addText(key, text, options) {
    for (const sign of text.normalize("NFD")) {
      if (isMark(sign)) {
        key.accents.push(accentOf(sign));
      } else if (weights.has(sign) || !isIgnored(sign)) {
        addSign(key, sign, options);
      }
    }
  }

  function addSign(key, sign, options) {
    if (options.ignorePunctuation && isSign(sign)) {
      return;
    }
    const small = sign.toLowerCase();
    const spelled = ALIKE.get(small) ?? small.normalize("NFKD");
    const rank = (small === sign ? 0 : 1) + (spelled === small ? 0 : 2);
    for (const each of spelled) {
      addLetter(key, weightOf(each), rank);
    }
    if (ACCENTED.includes(small)) {
      key.accents.push(ACCENTS.length);
    }
  }

  function addLetter(key, weight, rank) {
    key.letters.push(weight);
    key.accents.push(PLAIN);
    key.cases.push(rank);
  }

  function compareLevel(one, other) {
    const end = Math.min(one.length, other.length);
    for (let place = 0; place < end; place += 1) {
      if (one[place] !== other[place]) {
        return one[place] < other[place] ? -1 : 1;
      }
    }
    return Math.sign(one.length - other.length);
  }

  const LEVELS = {
    base: ["letters"],
    accent: ["letters", "accents"],
    case: ["letters", "cases"],
    variant: ["letters", "accents", "cases"],
  };

  class Collator {
    #keys = new Map();
    #levels;
    #options;
    #told;

    constructor(locales, options = {}) {
      const wanted = Array.isArray(locales) ? locales[0] : locales;
      if (wanted !== undefined && (!LANGUAGES.test(String(wanted)) || OTHER_ORDERS.test(String(wanted)))) {
        throw new RangeError(`the order of texts in the language ${wanted} is not known here`);
      }
      if (options.caseFirst === "upper") {
        throw new RangeError("capitals are not put first here");
      }
      const { numeric = false, ignorePunctuation = false, sensitivity = "variant" } = options;
      if (!Object.hasOwn(LEVELS, sensitivity)) {
        throw new RangeError(`Value ${sensitivity} out of range for Intl.Collator options property sensitivity`);
      }
      this.#levels = LEVELS[sensitivity];
      const [locale] = /^en-US\b/i.test(wanted ?? "en-US") ? ["en-US"] : String(wanted).toLowerCase().split("-");
      this.#options = { numeric: Boolean(numeric), ignorePunctuation: Boolean(ignorePunctuation), isSpanish: locale === "es" };
      this.#told = { locale, sensitivity };
      this.compare = (one, other) => this.#compare(String(one), String(other));
    }

    resolvedOptions() {
      const { numeric, ignorePunctuation } = this.#options;
      return { ...this.#told, usage: "sort", ignorePunctuation, collation: "default", numeric, caseFirst: "false" };
    }

    #compare(one, other) {
      const [first, second] = [this.#keyOf(one), this.#keyOf(other)];
      for (const level of this.#levels) {
        const found = compareLevel(first[level], second[level]);
        if (found !== 0) {
          return found;
        }
      }
      return 0;
    }

    #keyOf(text) {
      let key = this.#keys.get(text);
      if (key === undefined) {
        // In Spanish n with a tilde is a letter of its own.
        const spelled = this.#options.isSpanish ? text.normalize("NFC").replace(/\u00f1/g, "n\uffff").replace(/\u00d1/g, "N\uffff") : text;
        key = keyOf(spelled, this.#options);
        this.#keys.set(text, key);
      }
      return key;
    }
  }

  const usual = new Collator();
  function localeCompare(other, locales, options) {
    const collator = locales === undefined && options === undefined ? usual : new Collator(locales, options);
    return collator.compare(this, other);
  }
  Object.defineProperty(String.prototype, "localeCompare", { value: localeCompare, writable: true, configurable: true });
  if (typeof Intl === "undefined") {
    Object.defineProperty(globalThis, "Intl", { value: {}, writable: true, configurable: true });
  }
  // It may be called without `new`.
  Intl.Collator = function (...given) {
    return new Collator(...given);
  };
})();
