import type { PackageReader } from './package-reader.ts';

/** A document of the package, whole. `unreadable` is also one that is larger than any honest one. */
export async function readWhole(
  reader: PackageReader,
  path: string,
  mostBytes: number,
): Promise<Uint8Array | 'missing' | 'unreadable'> {
  const entry = reader.entries.find((one) => one.path === path);
  if (entry === undefined) return 'missing';
  if (entry.bytes > mostBytes) return 'unreadable';
  const whole = new Uint8Array(entry.bytes);
  let at = 0;
  try {
    for await (const piece of reader.stream(path)) {
      whole.set(piece, at);
      at += piece.length;
    }
  } catch {
    return 'unreadable';
  }
  return at === whole.length ? whole : 'unreadable';
}
