import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface Measured {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** The fastest level brings nearly all there is to gain in what repeats itself as our records do. */
const GZIP_LEVEL = 1;

/** Writes a file of its owner alone, synced, and tells what is in it. */
export async function writeMeasured(
  path: string,
  source: AsyncIterable<Uint8Array | string>,
  { gzip = false }: { readonly gzip?: boolean } = {},
): Promise<Measured> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const target = createWriteStream(path, { mode: 0o600, flush: true });
  const packing = gzip ? [createGzip({ level: GZIP_LEVEL })] : [];
  await pipeline([Readable.from(source, { objectMode: false }), ...packing, measure, target]);
  return { bytes, sha256: hash.digest('hex') };
}
