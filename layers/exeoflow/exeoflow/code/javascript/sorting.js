// Array.prototype.sort and toSorted as V8 has them.
//
// Comparisons that contradict themselves (`a > b`, `a < b ? 1 : -1` of equal ones, NaN) are common in what people
// write, and what they give depends on the algorithm. This is V8's: Tim Peters' listsort, with the same comparisons in
// the same order (third_party/v8/builtins/array-sort.tq, objects/listsort.txt of CPython).
(function () {
  "use strict";

  const own = Array.prototype.sort;
  const { floor } = Math;
  const MIN_GALLOP = 7;

  function minRun(length) {
    let odd = 0;
    while (length >= 64) {
      odd |= length & 1;
      length >>= 1;
    }
    return length + odd;
  }

  // The length of the run at `low`; one that falls is turned round.
  function makeRun(work, low, high, compare) {
    if (low + 1 === high) {
      return 1;
    }
    const falls = compare(work[low + 1], work[low]) < 0;
    let end = low + 2;
    while (end < high && compare(work[end], work[end - 1]) < 0 === falls) {
      end += 1;
    }
    if (falls) {
      for (let left = low, right = end - 1; left < right; left += 1, right -= 1) {
        [work[left], work[right]] = [work[right], work[left]];
      }
    }
    return end - low;
  }

  function insertByHalves(work, low, start, high, compare) {
    for (; start < high; start += 1) {
      const pivot = work[start];
      let left = low;
      let right = start;
      while (left < right) {
        const middle = left + floor((right - left) / 2);
        if (compare(pivot, work[middle]) < 0) {
          right = middle;
        } else {
          left = middle + 1;
        }
      }
      for (let at = start; at > left; at -= 1) {
        work[at] = work[at - 1];
      }
      work[left] = pivot;
    }
  }

  // Between which two positions from `base` a key belongs: those that are left of it are passed, first in
  // steps that double from the `hint`, then by halves.
  function gallop(list, base, length, hint, isLeftOf) {
    let last = 0;
    let offset = 1;
    if (isLeftOf(list[base + hint])) {
      const most = length - hint;
      while (offset < most && isLeftOf(list[base + hint + offset])) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      offset = offset > most ? most : offset;
      last += hint;
      offset += hint;
    } else {
      const most = hint + 1;
      while (offset < most && !isLeftOf(list[base + hint - offset])) {
        last = offset;
        offset = (offset << 1) + 1;
      }
      offset = offset > most ? most : offset;
      [last, offset] = [hint - offset, hint - last];
    }
    last += 1;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (isLeftOf(list[base + middle])) {
        last = middle + 1;
      } else {
        offset = middle;
      }
    }
    return offset;
  }

  const gallopLeft = (state, list, key, base, length, hint) =>
    gallop(list, base, length, hint, (value) => state.compare(value, key) < 0);
  const gallopRight = (state, list, key, base, length, hint) =>
    gallop(list, base, length, hint, (value) => !(state.compare(key, value) < 0));

  function copy(from, at, to, target, length) {
    if (from === to && at < target) {
      for (let index = length - 1; index >= 0; index -= 1) to[target + index] = from[at + index];
    } else {
      for (let index = 0; index < length; index += 1) to[target + index] = from[at + index];
    }
  }

  function mergeLow(state, baseA, lengthA, baseB, lengthB) {
    const { work } = state;
    const spare = work.slice(baseA, baseA + lengthA);
    let dest = baseA;
    let at = 0;
    let cursorB = baseB;
    const succeed = () => copy(spare, at, work, dest, lengthA);
    const copyB = () => {
      copy(work, cursorB, work, dest, lengthB);
      work[dest + lengthB] = spare[at];
    };
    work[dest++] = work[cursorB++];
    if (--lengthB === 0) return succeed();
    if (lengthA === 1) return copyB();
    let least = state.minGallop;
    for (;;) {
      let wonA = 0;
      let wonB = 0;
      for (;;) {
        if (state.compare(work[cursorB], spare[at]) < 0) {
          work[dest++] = work[cursorB++];
          wonB += 1;
          lengthB -= 1;
          wonA = 0;
          if (lengthB === 0) return succeed();
          if (wonB >= least) break;
        } else {
          work[dest++] = spare[at++];
          wonA += 1;
          lengthA -= 1;
          wonB = 0;
          if (lengthA === 1) return copyB();
          if (wonA >= least) break;
        }
      }
      least += 1;
      for (let isFirst = true; isFirst || wonA >= MIN_GALLOP || wonB >= MIN_GALLOP; isFirst = false) {
        least = least - 1 > 1 ? least - 1 : 1;
        state.minGallop = least;
        wonA = gallopRight(state, spare, work[cursorB], at, lengthA, 0);
        if (wonA > 0) {
          copy(spare, at, work, dest, wonA);
          dest += wonA;
          at += wonA;
          lengthA -= wonA;
          if (lengthA === 1) return copyB();
          if (lengthA === 0) return succeed();
        }
        work[dest++] = work[cursorB++];
        if (--lengthB === 0) return succeed();
        wonB = gallopLeft(state, work, spare[at], cursorB, lengthB, 0);
        if (wonB > 0) {
          copy(work, cursorB, work, dest, wonB);
          dest += wonB;
          cursorB += wonB;
          lengthB -= wonB;
          if (lengthB === 0) return succeed();
        }
        work[dest++] = spare[at++];
        if (--lengthA === 1) return copyB();
      }
      least += 1;
      state.minGallop = least;
    }
  }

  function mergeHigh(state, baseA, lengthA, baseB, lengthB) {
    const { work } = state;
    const spare = work.slice(baseB, baseB + lengthB);
    let dest = baseB + lengthB - 1;
    let at = lengthB - 1;
    let cursorA = baseA + lengthA - 1;
    const succeed = () => copy(spare, 0, work, dest - (lengthB - 1), lengthB);
    const copyA = () => {
      dest -= lengthA;
      cursorA -= lengthA;
      copy(work, cursorA + 1, work, dest + 1, lengthA);
      work[dest] = spare[at];
    };
    work[dest--] = work[cursorA--];
    if (--lengthA === 0) return succeed();
    if (lengthB === 1) return copyA();
    let least = state.minGallop;
    for (;;) {
      let wonA = 0;
      let wonB = 0;
      for (;;) {
        if (state.compare(spare[at], work[cursorA]) < 0) {
          work[dest--] = work[cursorA--];
          wonA += 1;
          lengthA -= 1;
          wonB = 0;
          if (lengthA === 0) return succeed();
          if (wonA >= least) break;
        } else {
          work[dest--] = spare[at--];
          wonB += 1;
          lengthB -= 1;
          wonA = 0;
          if (lengthB === 1) return copyA();
          if (wonB >= least) break;
        }
      }
      least += 1;
      for (let isFirst = true; isFirst || wonA >= MIN_GALLOP || wonB >= MIN_GALLOP; isFirst = false) {
        least = least - 1 > 1 ? least - 1 : 1;
        state.minGallop = least;
        wonA = lengthA - gallopRight(state, work, spare[at], baseA, lengthA, lengthA - 1);
        if (wonA > 0) {
          dest -= wonA;
          cursorA -= wonA;
          copy(work, cursorA + 1, work, dest + 1, wonA);
          lengthA -= wonA;
          if (lengthA === 0) return succeed();
        }
        work[dest--] = spare[at--];
        if (--lengthB === 1) return copyA();
        wonB = lengthB - gallopLeft(state, spare, work[cursorA], 0, lengthB, lengthB - 1);
        if (wonB > 0) {
          dest -= wonB;
          at -= wonB;
          copy(spare, at + 1, work, dest + 1, wonB);
          lengthB -= wonB;
          if (lengthB === 1) return copyA();
          if (lengthB === 0) return succeed();
        }
        work[dest--] = work[cursorA--];
        if (--lengthA === 0) return succeed();
      }
      least += 1;
      state.minGallop = least;
    }
  }

  function mergeAt(state, index) {
    const { work, runs } = state;
    let [baseA, lengthA] = runs[index];
    const [baseB, length] = runs[index + 1];
    runs[index] = [baseA, lengthA + length];
    runs.splice(index + 1, 1);
    const skipped = gallopRight(state, work, work[baseB], baseA, lengthA, 0);
    baseA += skipped;
    lengthA -= skipped;
    if (lengthA === 0) return;
    const lengthB = gallopLeft(state, work, work[baseA + lengthA - 1], baseB, length, length - 1);
    if (lengthB === 0) return;
    (lengthA <= lengthB ? mergeLow : mergeHigh)(state, baseA, lengthA, baseB, lengthB);
  }

  // Of three runs on the stack each must be longer than the two behind it.
  function collapse(state) {
    const { runs } = state;
    const size = (index) => runs[index][1];
    const holds = (index) => index < 2 || size(index - 2) > size(index - 1) + size(index);
    while (runs.length > 1) {
      let index = runs.length - 2;
      if (!holds(index + 1) || !holds(index)) {
        if (size(index - 1) < size(index + 1)) index -= 1;
      } else if (size(index) > size(index + 1)) {
        return;
      }
      mergeAt(state, index);
    }
  }

  function collapseAll(state) {
    const { runs } = state;
    while (runs.length > 1) {
      let index = runs.length - 2;
      if (index > 0 && runs[index - 1][1] < runs[index + 1][1]) index -= 1;
      mergeAt(state, index);
    }
  }

  function timSort(work, compare) {
    const state = { work, compare, runs: [], minGallop: MIN_GALLOP };
    const least = minRun(work.length);
    for (let low = 0, remaining = work.length; remaining > 0; ) {
      let length = makeRun(work, low, low + remaining, compare);
      if (length < least) {
        const forced = least < remaining ? least : remaining;
        insertByHalves(work, low, low + length, low + forced, compare);
        length = forced;
      }
      state.runs.push([low, length]);
      collapse(state);
      low += length;
      remaining -= length;
    }
    collapseAll(state);
  }

  const methods = {
    sort(compare) {
      if (typeof compare !== "function") {
        return own.call(this, compare);
      }
      const list = Object(this);
      const length = list.length >>> 0;
      const there = [];
      for (let index = 0; index < length; index += 1) {
        if (index in list) there.push(list[index]);
      }
      // Undefined is not compared: it comes last, and holes behind it.
      const work = there.filter((value) => value !== undefined);
      timSort(work, (first, second) => +compare(first, second));
      for (let index = 0; index < there.length; index += 1) list[index] = work[index];
      for (let index = there.length; index < length; index += 1) delete list[index];
      return list;
    },
    toSorted(compare) {
      if (compare !== undefined && typeof compare !== "function") {
        throw new TypeError("The comparison function must be either a function or undefined");
      }
      return Array.from({ length: this.length }, (_, index) => this[index]).sort(compare);
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(Array.prototype, name, { value, writable: true, configurable: true });
  }
})();
