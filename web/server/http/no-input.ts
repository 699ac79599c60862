/** For verbs that need nothing but who calls. */
export function noInput(): undefined {
  return undefined;
}
