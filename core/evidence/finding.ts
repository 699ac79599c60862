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
