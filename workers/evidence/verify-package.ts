import { createHash } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { checkPackage } from '@workcompanion/core/evidence/check-package';
import type { Finding } from '@workcompanion/core/evidence/finding';
import type { FindingCode, FindingStatus } from '@workcompanion/core/evidence/finding-codes';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import { NO_TRUST } from '@workcompanion/core/evidence/trust';
import type { ZipSource } from '@workcompanion/core/evidence/zip-entries';
import { readSealedFile } from '@workcompanion/core/storage/sealed-file';
import type { PackageVerdict } from '@workcompanion/db/schema/evidence-packages';
import type { EvidencePackageProgress } from './evidence-package-progress.ts';

interface WrittenPackage {
  readonly path: string;
  readonly key: Buffer;
  readonly bytes: number;
  readonly sha256: string;
  readonly password: string | null;
}

interface Watch {
  readonly progress: EvidencePackageProgress;
  readonly signal: AbortSignal;
}

/** The share of the step's progress; the rest are the checks. */
const READING_SHARE = 0.2;

/**
 * Reads a finished package back, and checks it as the recipient's verifier will. Throws
 * `digest-mismatch` when it is not what was written, `chain-broken` when its proofs contradict it.
 */
export async function verifyPackage(
  written: WrittenPackage,
  watch: Watch,
): Promise<PackageVerdict> {
  await compareDigest(written, watch);
  const opened = await openPackage(sourceOf(written), written.password);
  if (!opened.ok)
    throw new AppError('digest-mismatch', `The package does not open: ${opened.problem}`);
  const { outcome, findings } = await checkPackage(opened.reader, {
    trust: NO_TRUST,
    signal: watch.signal,
    onProgress: (done, total) => {
      watch.progress.tell('verifying', READING_SHARE + (1 - READING_SHARE) * (done / total));
    },
  });
  if (outcome !== 'broken') return { outcome, unproven: codesOf(findings, 'unproven') };
  throw new AppError('chain-broken', 'The proofs of the package contradict it.', {
    details: { findings: codesOf(findings, 'broken').join(' ') },
  });
}

function codesOf(findings: readonly Finding[], wanted: FindingStatus): FindingCode[] {
  return [...new Set(findings.filter(({ status }) => status === wanted).map(({ code }) => code))];
}

async function compareDigest(
  { path, key, bytes, sha256 }: WrittenPackage,
  { progress, signal }: Watch,
): Promise<void> {
  const digest = createHash('sha256');
  let done = 0;
  for await (const chunk of (await readSealedFile(path, key)).chunks()) {
    signal.throwIfAborted();
    digest.update(chunk);
    done += chunk.length;
    progress.tell('verifying', READING_SHARE * (done / bytes));
  }
  if (digest.digest('hex') !== sha256) {
    throw new AppError('digest-mismatch', 'The package that was written reads back as another.');
  }
}

function sourceOf({ path, key, bytes }: WrittenPackage): ZipSource {
  return {
    size: bytes,
    read: async (start, end) => {
      if (start >= end) return new Uint8Array();
      const pieces: Uint8Array[] = [];
      const reader = await readSealedFile(path, key, { start, end });
      for await (const piece of reader.chunks()) pieces.push(piece);
      return Buffer.concat(pieces);
    },
  };
}
