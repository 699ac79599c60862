import type { DeviceId } from '../ids.ts';
import { FINDINGS, type FindingCode, type FindingStatus } from './finding-codes.ts';

/** What a finding is about. Times in UTC µs, half-open. */
export type FindingSubject =
  | { readonly kind: 'package' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'device'; readonly device: DeviceId }
  | { readonly kind: 'statement'; readonly device: DeviceId; readonly index: number }
  | {
      readonly kind: 'stretch';
      readonly device: DeviceId;
      readonly display: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'checkpoint'; readonly number: number }
  | { readonly kind: 'key'; readonly fingerprint: string };

export interface Finding {
  readonly code: FindingCode;
  readonly status: FindingStatus;
  readonly subject: FindingSubject;
  /** Facts for the sentence: names, counts, times (UTC µs). */
  readonly params: Readonly<Record<string, string | number>>;
}

export const ABOUT_PACKAGE: FindingSubject = { kind: 'package' };

export function finding(
  code: FindingCode,
  subject: FindingSubject,
  params: Finding['params'] = {},
): Finding {
  return { code, status: FINDINGS[code], subject, params };
}

export function aboutFile(path: string): FindingSubject {
  return { kind: 'file', path };
}

export function aboutStatement(device: DeviceId, index: number): FindingSubject {
  return { kind: 'statement', device, index };
}

/** The most findings of one code: whoever has read fifty knows what is wrong. */
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
