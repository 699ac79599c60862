import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredCopy } from './books.ts';

/** Any UUID; of several in a key (device, segment) the last one is the segment's. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** All published files of segments. What is still coming in lies in folders with a dot. */
export function readHotFolder(folder: string): StoredCopy[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, key: path.slice(folder.length + 1) }))
    .filter(({ key }) => !key.split('/').some((part) => part.startsWith('.')))
    .flatMap(({ path, key }) => storedCopy(key, readFileSync(path)));
}

/** All objects of the store that stands in for the archive. */
export async function readArchive(origin: string): Promise<StoredCopy[]> {
  const copies: StoredCopy[] = [];
  for (const key of await archivedKeys(origin)) {
    const answer = await fetch(objectUrl(origin, key));
    if (answer.ok) copies.push(...storedCopy(key, Buffer.from(await answer.arrayBuffer())));
  }
  return copies;
}

/** The keys of segments; the bucket's marker is none. */
export async function archivedKeys(origin: string): Promise<string[]> {
  const answer = await fetch(`${origin}/_control/objects`);
  const objects: { key: string }[] = JSON.parse(await answer.text());
  return objects.map(({ key }) => key).filter((key) => !key.startsWith('workcompanion-store-'));
}

/** The store asks for no signature. */
export function objectUrl(origin: string, key: string): string {
  return `${origin}/test-bucket/${key}`;
}

function storedCopy(key: string, content: Buffer): StoredCopy[] {
  const segment = key.match(UUID)?.at(-1);
  if (segment === undefined) return [];
  const sha256 = createHash('sha256').update(content).digest('hex');
  return [{ key, segment, bytes: content.length, sha256 }];
}
