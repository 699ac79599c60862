import type { WorkerEnv } from '../env.ts';

export interface EvidencePackageOptions {
  /** Where what is being made lies. */
  readonly folder: string;
  readonly ffmpeg: string;
  readonly font: string;
  /** The page that goes into each package to check it. */
  readonly verifyPage: string;
  /** Whose key seals packages, as their certificate says. */
  readonly serverName: string;
  /** A company's certificate of that key (PEM); null: the installation's own authority says it. */
  readonly certificateFile: string | null;
  /** µs that a package is kept. */
  readonly keep: number;
  /** The videos are made in parts of so long a stretch: what a crash costs at most. */
  readonly partSeconds: number;
  /** A process that dies holds its package so long. */
  readonly leaseMs: number;
}

const DAY = 86_400_000_000;
/** A minute or two of work; between two parts nothing can be shared but what is decoded twice. */
const PART_SECONDS = 5 * 60;
const LEASE_MS = 20_000;

export function evidencePackageOptionsOf(env: WorkerEnv): EvidencePackageOptions {
  return {
    folder: env.EVIDENCE_PACKAGES_DIR,
    ffmpeg: env.FFMPEG,
    font: env.EVIDENCE_FONT,
    verifyPage: env.VERIFY_PAGE_FILE,
    serverName: env.PUBLIC_URL === undefined ? 'WorkCompanion' : new URL(env.PUBLIC_URL).hostname,
    certificateFile: env.SERVER_CERTIFICATE_FILE ?? null,
    keep: env.EVIDENCE_PACKAGE_KEEP_DAYS * DAY,
    partSeconds: PART_SECONDS,
    leaseMs: LEASE_MS,
  };
}
