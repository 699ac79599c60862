import type { Manifest, PackageSegment } from '@workcompanion/core/evidence/manifest';
import {
  type KeyOfSegment,
  keyOfSegment,
  PackageKeys,
} from '@workcompanion/core/evidence/package-documents';
import { type PackageReader, readWhole } from '@workcompanion/core/evidence/package-reader';
import { plainPieces } from '@workcompanion/core/evidence/plain-pieces';
import { parseJson } from '@workcompanion/core/evidence/read-documents';
import { base64url } from 'jose';

const MOST_KEYS_BYTES = 16 * 1024 * 1024;

/** The keys of the package, in memory only. */
export async function readKeys(reader: PackageReader, manifest: Manifest): Promise<KeyOfSegment> {
  const bytes = await readWhole(reader, manifest.keys, MOST_KEYS_BYTES);
  const parsed = typeof bytes === 'string' ? null : parseJson(PackageKeys, bytes);
  const isRead = parsed !== null && 'value' in parsed;
  return keyOfSegment(isRead ? parsed.value : { keys: [], segments: [] });
}

/** The plain MPEG-TS of a segment that has been checked. */
export async function segmentBytes(
  reader: PackageReader,
  segment: PackageSegment,
  keyOf: KeyOfSegment,
): Promise<ArrayBuffer> {
  const { path, iv } = segment;
  const key = keyOf(segment);
  if (path === null || key === undefined) throw new Error('this segment does not open');
  const secrets = {
    key: new Uint8Array(base64url.decode(key)),
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
