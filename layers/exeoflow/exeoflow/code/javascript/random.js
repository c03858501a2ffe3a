// `crypto.randomUUID` and `crypto.getRandomValues`, of random bytes of the system: the engine has no good ones.
(function () {
  "use strict";

  const pool = globalThis.__random;
  globalThis.__random = undefined;
  let used = 0;

  function take(count) {
    const digits = pool.slice(2 * used, 2 * (used + count));
    if (digits.length < 2 * count) {
      throw new RangeError(`crypto gives at most ${pool.length / 2} random bytes in a run`);
    }
    used += count;
    return digits;
  }

  const crypto = {
    // Version 4 (RFC 9562, 5.4).
    randomUUID() {
      const digits = take(16);
      const variant = ((parseInt(digits[16], 16) & 3) | 8).toString(16);
      const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
      return [...parts, variant + digits.slice(17, 20), digits.slice(20)].join("-");
    },
    getRandomValues(array) {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const digits = take(bytes.length);
      for (let index = 0; index < bytes.length; index += 1) {
        bytes[index] = parseInt(digits.slice(2 * index, 2 * index + 2), 16);
      }
      return array;
    },
  };
  Object.defineProperty(globalThis, "crypto", { value: crypto, writable: true, configurable: true });
})();
