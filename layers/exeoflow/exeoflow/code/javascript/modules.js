// `require` of n8n's code, for the modules that have a counterpart: Node's crypto as far as it hashes, signs and draws.
(function () {
  "use strict";

  const { hmac, kinds } = globalThis.__hashes;
  const { cheerio, htmlToText, crypto: drawn, luxon, Buffer } = globalThis;
  globalThis.__hashes = undefined;

  // OpenSSL has several names for one: `SHA-256`, `sha2-256` and `RSA-SHA256` are `sha256`, `SHA-512/256` is `sha512-256`.
  function kindOf(name) {
    const plain = String(name).toLowerCase().replace(/^rsa-/, "").replace(/^sha-?(?=1$|2(?!-)|3|5)/, "sha").replace("rmd160", "ripemd160");
    const found = kinds[plain.replace(/^sha2-/, "sha").replace("512/", "512-")];
    if (!found) {
      throw new Error(`Digest method not supported: ${name}`);
    }
    return found;
  }

  const bytesOf = (value, encoding) => {
    if (typeof value === "string") {
      return Uint8Array.from(Buffer.from(value, encoding));
    }
    if (!ArrayBuffer.isView(value)) {
      throw new TypeError('The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView.');
    }
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  };

  function hashing(state) {
    let isOver = false;
    const open = () => {
      if (isOver) {
        throw new Error("Digest already called");
      }
    };
    const hash = {
      copy() {
        open();
        return hashing(state.clone());
      },
      update(value, encoding) {
        open();
        state.update(bytesOf(value, encoding));
        return hash;
      },
      digest(encoding) {
        open();
        isOver = true;
        const bytes = Buffer.from(state.digest());
        return encoding === undefined || encoding === "buffer" ? bytes : bytes.toString(encoding);
      },
    };
    return hash;
  }

  const crypto = {
    ...drawn,
    createHash: (name) => hashing(kindOf(name).create()),
    createHmac: (name, key) => hashing(hmac.create(kindOf(name), bytesOf(key))),
    hash: (name, value, encoding = "hex") => hashing(kindOf(name).create()).update(value).digest(encoding),
    randomBytes: (count) => drawn.getRandomValues(new Buffer(count)),
    timingSafeEqual(one, other) {
      if (one.byteLength !== other.byteLength) {
        throw new RangeError("Input buffers must have the same byte length");
      }
      return Buffer.from(one).equals(Buffer.from(other));
    },
  };

  const modules = {
    crypto,
    cheerio,
    luxon,
    "html-to-text": { convert: htmlToText, htmlToText },
    buffer: { Buffer },
  };

  function require(name) {
    const found = modules[String(name).replace(/^node:/, "")];
    if (!found) {
      throw new Error(`Cannot find module '${name}'`);
    }
    return found;
  }

  Object.defineProperty(globalThis, "require", { value: require, writable: true, configurable: true });
})();
