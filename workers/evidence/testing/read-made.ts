import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unwrapKey } from '@workcompanion/core/crypto/wrap-key';
import { Manifest } from '@workcompanion/core/evidence/manifest';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { ByteRange } from '@workcompanion/core/storage/blob-store';
import { readSealed } from '@workcompanion/core/storage/sealed-file';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import type { EvidencePlace } from './evidence-fixture.ts';
import { type ReadVideo, readVideo } from './read-video.ts';

export interface MadeZip {
  readonly zip: Buffer;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Buffer>;
  json(path: string): unknown;
  video(path: string): Promise<ReadVideo>;
}

/** A made package as somebody would have it after the download, unpacked. */
export async function readMade(
  { row, ctx, folder }: EvidencePlace,
  id: EvidencePackageId,
  password?: string,
): Promise<MadeZip> {
  const { wrappedKey, lease } = await row(id);
  if (wrappedKey === null) throw new Error('it is not made');
  const key = unwrapKey(ctx.masterKey, wrappedKey, id);
  const pieces: Uint8Array[] = [];
  const open = (sealed: ByteRange) =>
    ctx.evidencePackages.read(sealedPackageKey({ id, lease }), sealed);
  const reader = await readSealed(open, key);
  for await (const piece of reader.chunks()) pieces.push(piece);
  const zip = Buffer.concat(pieces);
  const files = new Map<string, Buffer>();
  const opened = new ZipReader(
    new Uint8ArrayReader(zip),
    password === undefined ? {} : { password },
  );
  for (const entry of await opened.getEntries()) {
    if (entry.directory) continue;
    files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())));
  }
  const bytes = (path: string): Buffer => {
    const file = files.get(path);
    if (!file) throw new Error(`the package has no ${path}`);
    return file;
  };
  const json = (path: string): unknown => JSON.parse(bytes(path).toString('utf8'));
  return {
    zip,
    files,
    json,
    manifest: Manifest.parse(json('manifest.json')),
    video: async (path) => {
      const file = join(folder, path.replaceAll('/', '-'));
      await writeFile(file, bytes(path));
      return readVideo(file);
    },
  };
}
