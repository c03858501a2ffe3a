import { useRef } from "react";

type Echoes = { tell: (value: unknown) => void; isEcho: (value: unknown) => boolean };

/** Tell what came back from what came from elsewhere: typing may be ahead of the page by several letters. */
export function useEchoes(): Echoes {
  const told = useRef<string[]>([]);
  const textOf = (value: unknown) => JSON.stringify(value) ?? "";
  return {
    tell: (value) => {
      told.current.push(textOf(value));
    },
    isEcho: (value) => {
      const place = told.current.indexOf(textOf(value));
      told.current = told.current.slice(place < 0 ? told.current.length : place + 1);
      return place >= 0;
    },
  };
}
