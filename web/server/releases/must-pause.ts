const LEAST_FAILURES = 3;
const MOST_FAILED_OF_TRIED = 0.1;

/** Whether so many failures speak against the release, and not against single computers. */
export function mustPause({
  bad,
  tried,
}: {
  readonly bad: number;
  readonly tried: number;
}): boolean {
  return bad >= LEAST_FAILURES && bad > tried * MOST_FAILED_OF_TRIED;
}
