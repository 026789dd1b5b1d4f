/** Errors that the stand-in answers with, by Office's error codes. */

/** An error with a code that Excel answers with; it becomes the error of the batch. */
export class HostError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly httpStatusCode = 400,
  ) {
    super(message);
    this.name = "HostError";
  }
}

/** Makes an error of a code. */
export function fail(code: string, message: string): HostError {
  return new HostError(code, message, STATUS.get(code) ?? 400);
}

const STATUS: ReadonlyMap<string, number> = new Map([
  ["AccessDenied", 401],
  ["ItemNotFound", 404],
  ["InvalidReference", 404],
  ["ItemAlreadyExists", 409],
  ["ActivityLimitReached", 429],
  ["GeneralException", 500],
  ["NotImplemented", 501],
  ["ServiceNotAvailable", 503],
]);
