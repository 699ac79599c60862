import { classicZip, endOf } from '@workcompanion/core/evidence/testing/classic-zip';
import { zipAgain } from '@workcompanion/core/evidence/testing/zip-entries';
import { type Attack, nth, type Workshop, type Zip } from './attack.ts';

/** The package as programs have packed since 1989, with one file bent: by default the first. */
function classic({ entries }: Workshop, more: object = {}, bent = 0): Buffer {
  return classicZip(
    entries.map(([name, bytes], at) => ({
      name,
      content: Buffer.from(bytes),
      ...(at === bent ? more : {}),
    })),
  );
}

function zipOf(...parts: readonly Uint8Array[]): Zip {
  return new Uint8Array(Buffer.concat(parts));
}

function bentAt(zip: Buffer, at: number, value: number): Zip {
  zip.writeUInt32LE(value, at);
  return new Uint8Array(zip);
}

const AMBIGUOUS: readonly (readonly [string, (workshop: Workshop) => Zip])[] = [
  ['something before the first file', (shop) => zipOf(Buffer.from('#!/bin/sh\n'), shop.zip)],
  ['something after the end', (shop) => zipOf(classic(shop), Buffer.from('more'))],
  ['two archives joined', (shop) => zipOf(shop.zip, classic(shop))],
  [
    'an end record inside a file',
    (shop) => zipOf(classic(shop, { content: endOf(1, 10, 0) }, shop.entries.length - 1)),
  ],
  ['another name in a local header', (shop) => zipOf(classic(shop, { localName: 'x'.repeat(9) }))],
  ['another size in a local header', (shop) => zipOf(classic(shop, { localSize: 3 }))],
  ['a file that no directory names', (shop) => zipOf(classic(shop, { isHidden: true }))],
  ['a gap between two files', (shop) => zipOf(classic(shop, { gapAfter: Buffer.from('gap') }))],
  ['a link in the place of a file', (shop) => zipOf(classic(shop, { mode: 0o120777 }))],
  ['a device in the place of a file', (shop) => zipOf(classic(shop, { mode: 0o060666 }))],
  ['a name that is no ASCII', (shop) => zipOf(classic(shop, { name: 'vid\xe9.mp4' }))],
  ['a name with a zero byte', (shop) => zipOf(classic(shop, { name: 'a.ts\0.txt' }))],
  [
    'a name for Unicode beside the name',
    (shop) => zipOf(classic(shop, { extra: Buffer.from('up\x05\0\x01\0\0\0\0') })),
  ],
  ['half an extra field', (shop) => zipOf(classic(shop, { extra: Buffer.from('UT\x09\0\0') }))],
  ['a checksum that is wrong', (shop) => zipOf(classic(shop, { crc: 1 }))],
  [
    'an offset that points at another file',
    (shop) => {
      const zip = classic(shop);
      return bentAt(zip, zip.lastIndexOf('PK\x01\x02') + 42, 0);
    },
  ],
  [
    'a count of files that is too small',
    (shop) => {
      const zip = classic(shop);
      zip.writeUInt16LE(1, zip.length - 14);
      zip.writeUInt16LE(1, zip.length - 12);
      return new Uint8Array(zip);
    },
  ],
];

/** By somebody without any key, who changes how the archive is read. */
export const ARCHIVE_ATTACKS: readonly Attack[] = [
  ...AMBIGUOUS.map(([name, make]) => ({
    name: `archive: ${name}`,
    code: 'archive-ambiguous' as const,
    make: async (workshop: Workshop) => make(workshop),
  })),
  {
    name: 'archive: a file that leaves the folder',
    code: 'entry-unsafe',
    make: ({ entries }) => zipAgain([...entries, ['../evil.ts', new Uint8Array(3)]]),
  },
  {
    name: 'archive: a file that was added',
    code: 'entry-unlisted',
    make: ({ entries }) => zipAgain([...entries, ['notes.txt', new Uint8Array(3)]]),
  },
  {
    name: 'archive: two files whose names differ in capitals',
    code: 'entry-duplicate',
    make: ({ entries }) => zipAgain([...entries, ['KEYS.json', new Uint8Array(3)]]),
  },
  {
    name: 'archive: a file that is there twice',
    code: 'entry-duplicate',
    make: ({ entries }) => zipAgain([...entries, nth(entries, 0)]),
  },
  {
    name: 'archive: packed anew with paths of another system',
    code: 'entry-renamed',
    make: ({ entries }) =>
      zipAgain(entries.map(([path, bytes]) => [path.replaceAll('/', '\\'), bytes])),
  },
];
