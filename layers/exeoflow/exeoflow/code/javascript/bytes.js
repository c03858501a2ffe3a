// The few classes for bytes that code uses of Node: `Buffer`, `TextEncoder`, `TextDecoder`.
(function () {
  "use strict";

  const utf8 = {
    encode(text) {
      const bytes = [];
      for (const character of String(text).toWellFormed()) {
        const code = character.codePointAt(0);
        if (code < 0x80) {
          bytes.push(code);
        } else if (code < 0x800) {
          bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
        } else if (code < 0x10000) {
          bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
        } else {
          bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
        }
      }
      return bytes;
    },
    // By https://encoding.spec.whatwg.org/#utf-8-decoder: what cannot be read becomes U+FFFD.
    decode(bytes) {
      let text = "";
      let code = 0;
      let needed = 0;
      let lower = 0x80;
      let upper = 0xbf;
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index];
        if (needed === 0) {
          if (byte < 0x80) {
            text += String.fromCharCode(byte);
          } else if (byte >= 0xc2 && byte <= 0xf4) {
            needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
            lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
            upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
            code = byte & (0x3f >> needed);
          } else {
            text += "\ufffd";
          }
        } else if (byte < lower || byte > upper) {
          text += "\ufffd";
          [needed, lower, upper] = [0, 0x80, 0xbf];
          index -= 1;
        } else {
          [lower, upper] = [0x80, 0xbf];
          code = (code << 6) | (byte & 63);
          needed -= 1;
          if (needed === 0) {
            text += String.fromCodePoint(code);
          }
        }
      }
      return needed === 0 ? text : text + "\ufffd";
    },
  };

  const latin1 = {
    encode: (text) => Array.from(String(text), (character) => character.charCodeAt(0) & 255),
    decode: (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""),
  };

  const base64 = {
    encode: (text) => {
      const plain = String(text).replace(/-/g, "+").replace(/_/g, "/").replace(/[^A-Za-z0-9+/]/g, "");
      return latin1.encode(atob(plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0))));
    },
    decode: (bytes) => btoa(latin1.decode(bytes)),
  };

  const codings = {
    utf8,
    latin1,
    ascii: { encode: latin1.encode, decode: (bytes) => latin1.decode(Array.from(bytes, (byte) => byte & 127)) },
    base64,
    base64url: {
      encode: base64.encode,
      decode: (bytes) => base64.decode(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""),
    },
    hex: {
      encode: (text) => (String(text).match(/^(?:[0-9a-f]{2})*/i)[0].match(/../g) ?? []).map((pair) => parseInt(pair, 16)),
      decode: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    },
  };
  Object.assign(codings, { "utf-8": utf8, binary: latin1 });

  function coding(name) {
    const found = codings[String(name ?? "utf8").toLowerCase()];
    if (found === undefined) {
      throw new TypeError(`Unknown encoding: ${name}`);
    }
    return found;
  }

  class Buffer extends Uint8Array {
    // Node's old way to make one of a text.
    constructor(value, ...more) {
      typeof value === "string" ? super(coding(more[0]).encode(value)) : super(value, ...more);
    }

    static from(value, encoding) {
      const bytes = typeof value === "string" ? coding(encoding).encode(value) : new Uint8Array(value.data ?? value);
      const buffer = new Buffer(bytes.length);
      buffer.set(bytes);
      return buffer;
    }

    static alloc(size, fill = 0) {
      return new Buffer(size).fill(fill);
    }

    static isBuffer(value) {
      return value instanceof Buffer;
    }

    static byteLength(text, encoding) {
      return Buffer.from(text, encoding).length;
    }

    static concat(list) {
      return Buffer.from(list.flatMap((buffer) => [...buffer]));
    }

    toString(encoding, start = 0, end = this.length) {
      return coding(encoding).decode(this.subarray(start, end));
    }

    toJSON() {
      return { type: "Buffer", data: [...this] };
    }

    equals(other) {
      return this.length === other.length && this.every((byte, index) => byte === other[index]);
    }
  }

  class TextEncoder {
    encoding = "utf-8";

    encode(text = "") {
      return Uint8Array.from(utf8.encode(text));
    }
  }

  class TextDecoder {
    encoding = "utf-8";

    decode(bytes = new Uint8Array()) {
      return utf8.decode(new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength));
    }
  }

  for (const [name, value] of Object.entries({ Buffer, TextEncoder, TextDecoder })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
})();
