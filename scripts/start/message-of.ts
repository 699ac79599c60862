/** An error in one line, with what caused it. A host of several addresses fails with one for each. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  return error.cause instanceof Error
    ? `${error.message} (${messageOf(error.cause)})`
    : error.message;
}
