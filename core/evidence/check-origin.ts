import type { VouchedStamp } from './check-timestamps.ts';
import { ABOUT_PACKAGE, type Finding, finding } from './finding.ts';

/** An authority that saw the recording later than this says nothing of when it was made. */
const PROMPT_MICROS = 24 * 3_600_000_000;

/**
 * Whether somebody whom the reader knows from elsewhere says where the package comes from: by the
 * server's key; or an authority that saw all of it when it was fresh. Whoever makes one from nothing
 * makes keys and authorities too, and names them as he likes.
 */
export function checkOrigin(of: {
  /** Thumbprint of the key that seals the package, and whether the reader knows it. */
  readonly seal: string;
  readonly isKnown: boolean;
  /** Stamps by authorities that the reader knows. */
  readonly stamps: readonly VouchedStamp[];
  /** The number of the checkpoint that holds the last of the statements. */
  readonly last: number;
  /** UTC µs: the end of the clip. */
  readonly recordedBy: number;
}): Finding[] {
  const covering = of.stamps
    .filter(({ checkpoint }) => checkpoint >= of.last)
    .toSorted((a, b) => a.at - b.at);
  const [first] = covering;
  const isPrompt = first !== undefined && first.at <= of.recordedBy + PROMPT_MICROS;
  const findings: Finding[] = [];
  if (first !== undefined) {
    const { at, authority } = first;
    const code = isPrompt ? 'origin-stamped' : 'timestamp-late';
    findings.push(finding(code, ABOUT_PACKAGE, { at, authority }));
  }
  if (!of.isKnown && !isPrompt) {
    const about = { kind: 'key', fingerprint: of.seal } as const;
    findings.push(finding('origin-unknown', about));
  }
  return findings;
}
