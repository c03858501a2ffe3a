// `Math.random` with a state of this run alone: a copied process has the one that the engine drew for the first.
// sfc32 by Chris Doty-Humphrey, http://pracrand.sourceforge.net/RNG_engines.txt
(function () {
  "use strict";

  let [a, b, c, counter] = globalThis.__seed;
  delete globalThis.__seed;

  function next() {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }

  const { random } = {
    random() {
      return ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
    },
  };
  Object.defineProperty(Math, "random", { value: random, writable: true, configurable: true });
})();
