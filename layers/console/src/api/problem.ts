import type { components } from "./schema";

type Failure = components["schemas"]["Failure"]["error"];
export type Detail = NonNullable<Failure["details"]>[number];

/** What the API refused, or that it could not be reached: a code, words for people, and places in what was sent. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: readonly Detail[] = [],
    readonly requestId = "",
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = "Problem";
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** Read the failure that the API answered; whatever stands in front of it may answer something else. */
export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
  try {
    const { error } = (await response.clone().json()) as { error: Failure };
    return new Problem(response.status, error.code, error.message, error.details, error.request_id, retryAfter);
  } catch {
    return new Problem(response.status, `HTTP_${response.status}`, response.statusText, [], "", retryAfter);
  }
}
