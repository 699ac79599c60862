import type { FindingCode } from '@workcompanion/core/evidence/finding-codes';
import { zipAgain } from '@workcompanion/core/evidence/testing/zip-entries';
import type { Attack, Workshop } from './attack.ts';

function without(path: (workshop: Workshop) => string): Attack['make'] {
  return (workshop) => zipAgain(workshop.entries.filter(([name]) => name !== path(workshop)));
}

function flipped(bytes: Buffer): Uint8Array {
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

type Change = readonly [
  name: string,
  code: FindingCode,
  path: (workshop: Workshop) => string,
  change: (bytes: Buffer) => Uint8Array,
];

function inText(change: (text: string) => string): Change[3] {
  return (bytes) => Buffer.from(change(bytes.toString('utf8')));
}

const CHANGES: readonly Change[] = [
  ['a bit of footage', 'file-changed', (shop) => shop.segmentPath(2), flipped],
  ['footage that is cut', 'file-size', (shop) => shop.segmentPath(2), (b) => b.subarray(0, -16)],
  ['a bit of the keys', 'file-changed', () => 'keys.json', flipped],
  [
    'a name in the custody record',
    'file-changed',
    () => 'custody.json',
    inText((text) => text.replace('A. Chen', 'B. Chen')),
  ],
  [
    'a longer name in the custody record',
    'file-size',
    () => 'custody.json',
    inText((text) => text.replace('A. Chen', 'Somebody')),
  ],
  [
    'the text of the notice',
    'file-size',
    () => 'notice.json',
    inText((text) => text.replace('recorded', 'not recorded')),
  ],
  [
    'the rules',
    'file-changed',
    () => 'policy.json',
    inText((text) => text.replace('true', 'null')),
  ],
  [
    'an entry of the journal dropped',
    'journal-order',
    (shop) => shop.journalPath,
    inText((text) => text.split('\n').toSpliced(2, 1).join('\n')),
  ],
  [
    'two entries of the journal exchanged',
    'journal-order',
    (shop) => shop.journalPath,
    inText(swapLines),
  ],
  [
    'the end of the journal cut off',
    'journal-extent',
    (shop) => shop.journalPath,
    inText((text) => text.split('\n').toSpliced(-4, 3).join('\n')),
  ],
  [
    'a list of files that was changed',
    'seal-differs',
    () => 'manifest.json',
    inText((text) => text.replace('PC-0417', 'PC-0418')),
  ],
  [
    'a manifest that says a thing twice',
    'document-ambiguous',
    () => 'manifest.json',
    inText((text) => text.replace('{', '{"v":2,')),
  ],
  [
    'a manifest that is no JSON',
    'manifest-unreadable',
    () => 'manifest.json',
    (b) => b.subarray(1),
  ],
  ['a seal that is cut', 'seal-invalid', () => 'manifest.jws', (b) => b.subarray(0, -4)],
  [
    'a playlist with another key',
    'playlist-differs',
    () => 'display-1.m3u8',
    inText((text) => text.replace(/base64,.{8}/, 'base64,AAAAAAAA')),
  ],
  [
    'a proof that is another one',
    'inclusion-invalid',
    () => 'checkpoints.json',
    inText((text) => text.replace('"leaf":0', '"leaf":1')),
  ],
];

function swapLines(text: string): string {
  const lines = text.split('\n');
  const [first = '', second = ''] = lines.splice(4, 2);
  lines.splice(4, 0, second, first);
  return lines.join('\n');
}

/** By somebody without any key, who changes what the archive holds. */
export const FILE_ATTACKS: readonly Attack[] = [
  ...CHANGES.map(([name, code, path, change]) => ({
    name: `file: ${name}`,
    code,
    make: (workshop: Workshop) => workshop.replaced(path(workshop), change),
  })),
  {
    name: 'file: footage that is gone',
    code: 'file-missing',
    make: without((shop) => shop.segmentPath(3)),
  },
  {
    name: 'file: a journal that is gone',
    code: 'segment-entry-gone',
    make: without((shop) => shop.journalPath),
  },
  {
    name: 'file: a list of files that is gone',
    code: 'manifest-missing',
    make: without(() => 'manifest.json'),
  },
  { name: 'file: a seal that is gone', code: 'seal-missing', make: without(() => 'manifest.jws') },
];
