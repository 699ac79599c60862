import type { Finding } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';

/** Of one code: whoever has read fifty knows what is wrong. */
const MOST_OF_A_CODE = 50;

/** A hostile package may be wrong in a million ways; the last one told says how many are not. */
export function limitFindings(findings: readonly Finding[]): Finding[] {
  const counts = new Map<FindingCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const told = new Map<FindingCode, number>();
  return findings.flatMap((one) => {
    const at = (told.get(one.code) ?? 0) + 1;
    told.set(one.code, at);
    if (at > MOST_OF_A_CODE) return [];
    const more = (counts.get(one.code) ?? 0) - MOST_OF_A_CODE;
    return at === MOST_OF_A_CODE && more > 0
      ? [{ ...one, params: { ...one.params, more } }]
      : [one];
  });
}
