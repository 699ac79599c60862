/** What Next gives to the page that stands in for one that broke. */
export interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** The number under which the server logged an error that it hides from the browser. */
export function digestOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('digest' in error)) return null;
  return typeof error.digest === 'string' ? error.digest : null;
}
