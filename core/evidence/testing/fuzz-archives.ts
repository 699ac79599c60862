import { openPackage } from '../open-package.ts';
import { readWhole } from '../package-reader.ts';
import { ZipSink } from '../write-package.ts';
import { classicZip } from './classic-zip.ts';
import { mutateArchive, seeded } from './mutate-archive.ts';
import { type Content, digestOf, otherUnpackers, unpackedBy } from './other-unpackers.ts';

export interface FuzzResult {
  readonly changed: number;
  /** How many of them our reader took without a word. */
  readonly accepted: number;
  readonly programs: readonly string[];
  /** Where a program reads other files than we do. */
  readonly differences: readonly string[];
}

/**
 * Changes archives at random, the same way for the same seed, and lets every unpacker of this computer
 * read what our reader accepts: none may find another content.
 */
export async function fuzzArchives(count: number, seed: number): Promise<FuzzResult> {
  const random = seeded(seed);
  const bases = await baseArchives();
  const programs = await otherUnpackers();
  const differences: string[] = [];
  const judged = new Set<string>();
  let accepted = 0;
  for (let at = 0; at < count; at += 1) {
    const zip = mutateArchive(bases[random(bases.length)] ?? Buffer.of(), random, bases);
    const content = await contentOf(zip);
    if (content === null) continue;
    accepted += 1;
    const digest = digestOf(zip);
    if (judged.has(digest)) continue;
    judged.add(digest);
    for (const program of programs) {
      const found = await unpackedBy(program, zip);
      if (found !== null && !isSame(found, content)) {
        differences.push(`${program}, change ${at} of seed ${seed}`);
      }
    }
  }
  return { changed: count, accepted, programs, differences };
}

async function baseArchives(): Promise<Buffer[]> {
  const files = {
    'video.mp4': 'the true video of the clip',
    'keys.json': '{"keys":[]}',
    'journals/aaa.txt': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'journals/bbb.txt': 'bbbbbbbbbb',
  };
  const entries = Object.entries(files).map(([name, text], at) => ({
    name,
    content: Buffer.from(text),
    isStored: at % 2 === 0,
  }));
  const pieces: Uint8Array[] = [];
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      pieces.push(chunk.slice());
    },
  });
  const zip = new ZipSink(sink, { password: null, madeAt: new Date(1_700_000_000_000) });
  for (const { name, content } of entries) {
    await zip.add(name, piecesOf(content), { inClear: false });
  }
  await zip.close();
  return [Buffer.concat(pieces), classicZip(entries)];
}

async function* piecesOf(content: Uint8Array) {
  yield content;
}

/** As a package would be read; null where it would be broken for its archive alone. */
async function contentOf(zip: Buffer): Promise<Content | null> {
  const opened = await openPackage(new Blob([new Uint8Array(zip)]), null);
  if (!opened.ok || opened.reader.ambiguity !== null) return null;
  const content = new Map<string, string>();
  for (const { path } of opened.reader.entries) {
    const bytes = await readWhole(opened.reader, path, 1024 * 1024);
    const isPlain = !path.split('/').includes('..') && !/^\/|[\\:]/.test(path);
    if (typeof bytes === 'string' || content.has(path) || !isPlain) return null;
    content.set(path, digestOf(bytes));
  }
  return content;
}

function isSame(a: Content, b: Content): boolean {
  return a.size === b.size && [...a].every(([path, digest]) => b.get(path) === digest);
}

if (import.meta.main) {
  const [count = '100000', seed = '1'] = process.argv.slice(2);
  const result = await fuzzArchives(Number(count), Number(seed));
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
  process.exitCode = result.differences.length === 0 ? 0 : 1;
}
