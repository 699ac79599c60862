/** A frame of any policy, and the grace that displays begin together in; µs. */
const LONGEST_STILL_MICROS = 500_000;

/** Whether no more was watched than a picture that stood still. */
export function isStill({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return to - from < LONGEST_STILL_MICROS;
}
