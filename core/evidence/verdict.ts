import type { ClockReading } from './check-clock.ts';
import type { LaneCoverage } from './check-coverage.ts';
import type { CustodyStep } from './check-custody.ts';
import type { ProvenUse } from './check-windows.ts';
import type { Finding } from './finding.ts';
import type { Manifest } from './manifest.ts';

/** `consistent`: all of it agrees, and nobody outside of it says where it comes from. */
export type Outcome = 'proven' | 'broken' | 'unproven' | 'consistent';

export interface Verdict {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  /** What the package is about; null when its manifest can't be read. */
  readonly facts: PackageFacts | null;
}

export interface PackageFacts {
  readonly manifest: Manifest;
  /** The digest of manifest.json in hex, which names this package. */
  readonly manifestSha256: string;
  /** RFC 7638 thumbprints, in the order of the manifest; the last server key seals the package. */
  readonly serverKeys: readonly string[];
  readonly deviceKeys: readonly { readonly device: string; readonly fingerprint: string }[];
  readonly lanes: readonly LaneCoverage[];
  /** When each computer recorded it, by the server's clock. */
  readonly clocks: readonly ClockReading[];
  /** Which programs and windows were in front, as the computers have signed it; in order of time. */
  readonly uses: readonly ProvenUse[];
  /** Who handled the clip. */
  readonly custody: readonly CustodyStep[];
  /** Ids of the segments whose file is, byte for byte, what the device has signed. */
  readonly provenSegments: readonly string[];
}

/**
 * One thing that is broken breaks the package; one that is unproven leaves it unproven; and a package
 * that nobody outside of it vouches for is no more than consistent: whoever makes all keys anew can
 * make one like it.
 */
export function outcomeOf(findings: readonly Finding[]): Outcome {
  const statuses = new Set(findings.map(({ status }) => status));
  if (statuses.has('broken')) return 'broken';
  if (statuses.has('unproven')) return 'unproven';
  return statuses.has('open') ? 'consistent' : 'proven';
}
