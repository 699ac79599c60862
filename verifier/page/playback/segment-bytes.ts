import type { Manifest, PackageSegment } from '@workcompanion/core/evidence/manifest';
import type { PackageKeys } from '@workcompanion/core/evidence/package-documents';
import { PackageKeys as PackageKeysSchema } from '@workcompanion/core/evidence/package-documents';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import { parseJson } from '@workcompanion/core/evidence/parse-document';
import { plainPieces } from '@workcompanion/core/evidence/plain-pieces';
import { readWhole } from '@workcompanion/core/evidence/read-whole';
import { base64url } from 'jose';

const MOST_KEYS_BYTES = 16 * 1024 * 1024;

/** The keys of the package, in memory only. */
export async function readKeys(
  reader: PackageReader,
  manifest: Manifest,
): Promise<PackageKeys['keys']> {
  const bytes = await readWhole(reader, manifest.keys, MOST_KEYS_BYTES);
  if (typeof bytes === 'string') return [];
  return parseJson(PackageKeysSchema, bytes)?.keys ?? [];
}

/** The plain MPEG-TS of a segment that has been checked. */
export async function segmentBytes(
  reader: PackageReader,
  { path, keyId, iv }: PackageSegment,
  keys: PackageKeys['keys'],
): Promise<ArrayBuffer> {
  const key = keys.find((one) => one.keyId === keyId);
  if (path === null || key === undefined) throw new Error('this segment does not open');
  const secrets = {
    key: new Uint8Array(base64url.decode(key.key)),
    iv: Uint8Array.from(iv.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of plainPieces(reader.stream(path), secrets)) pieces.push(piece);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // The padding is less than a packet: the demultiplexer never sees it.
  const whole = new Uint8Array(length - (length % 188));
  let at = 0;
  for (const piece of pieces) {
    const fitting = piece.subarray(0, whole.length - at);
    whole.set(fitting, at);
    at += fitting.length;
  }
  return whole.buffer;
}
