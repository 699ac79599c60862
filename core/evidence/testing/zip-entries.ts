import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';

export type Entries = [path: string, bytes: Uint8Array<ArrayBuffer>][];

/** What somebody with an ordinary unpacker gets, in its order. */
export async function unzip(zip: Uint8Array<ArrayBuffer>): Promise<Entries> {
  const found: Entries = [];
  for (const entry of await new ZipReader(new Uint8ArrayReader(zip)).getEntries()) {
    if (entry.directory) continue;
    found.push([entry.filename, new Uint8Array(await entry.getData(new Uint8ArrayWriter()))]);
  }
  return found;
}

/**
 * And what they make of it afterwards: names may come twice or leave the folder. An honest library
 * writes no such zip, so the names are put in when it is done.
 */
export async function zipAgain(entries: Entries): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  const names = entries.map(([path], at) => placeholder(path, at));
  for (const [at, [, bytes]] of entries.entries()) {
    await zip.add(names[at] ?? '', new Uint8ArrayReader(bytes), { level: 0 });
  }
  const whole = Buffer.from(await zip.close());
  for (const [at, [path]] of entries.entries()) replaceAll(whole, names[at] ?? '', path);
  return new Uint8Array(whole);
}

function placeholder(path: string, at: number): string {
  return `${String(at).padStart(4, '0')}${'~'.repeat(path.length)}`.slice(0, path.length);
}

function replaceAll(whole: Buffer, from: string, to: string): void {
  for (let at = whole.indexOf(from); at >= 0; at = whole.indexOf(from, at + 1)) {
    whole.write(to, at, 'latin1');
  }
}
