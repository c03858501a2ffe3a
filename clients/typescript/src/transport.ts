// How a call is made: the key, patience where the server asks for it, and errors as exceptions.

const ATTEMPTS = 4;
const LONGEST_PAUSE_SECONDS = 60;
const HEADERS = new Set(["Idempotency-Key", "If-Match"]);

/** One fault of a request, with the place of it. */
export interface Detail {
  path: string;
  message: string;
  [more: string]: unknown;
}

interface Refusal {
  code: string;
  message: string;
  details?: Detail[];
}

/** The API refused: `status` of HTTP, `code` that never changes, `details` field by field. */
export class ExeoflowError extends Error {
  readonly code: string;
  readonly details: Detail[];

  constructor(
    readonly status: number,
    refusal: Refusal,
  ) {
    super(`${refusal.code}: ${refusal.message}`);
    this.code = refusal.code;
    this.details = refusal.details ?? [];
  }
}

/** Returns a text as one segment of a path. */
export const segment = (text: string): string => encodeURIComponent(text);

/** Calls one server with one key; messages of errors are in `language`. */
export class Transport {
  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly language: "de" | "en" = "en",
  ) {}

  /** Returns the data of the answer. Throws ExeoflowError, and what fetch throws without an answer. */
  protected async call<Data>(
    method: string,
    path: string,
    body: unknown,
    options: Record<string, unknown>,
  ): Promise<Data> {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(
      given.filter(([name]) => !HEADERS.has(name)).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.key}`,
      "accept-language": this.language,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    for (const [name, value] of given) if (HEADERS.has(name)) headers[name] = String(value);
    const address = `${this.url.replace(/\/$/, "")}${path}${query.size > 0 ? `?${query}` : ""}`;
    const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    let response = await fetch(address, request);
    for (let attempt = 1; response.status === 429 && attempt < ATTEMPTS; attempt++) {
      const seconds = Number(response.headers.get("retry-after")) || 1;
      if (seconds > LONGEST_PAUSE_SECONDS) break;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      response = await fetch(address, request);
    }
    return data<Data>(response);
  }
}

const data = async <Data>(response: Response): Promise<Data> => {
  const answer = (await response.json().catch(() => null)) as
    | { success: true; data: Data }
    | { success: false; error: Refusal }
    | null;
  if (answer?.success) return answer.data;
  throw new ExeoflowError(
    response.status,
    answer?.error ?? { code: "NO_ANSWER", message: "no answer in the form of this API" },
  );
};
