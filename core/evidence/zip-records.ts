import type { ZipSource } from './zip-entries.ts';

/** What makes programs read different files out of one archive, or hides something from some of them. */
export type ZipAmbiguity =
  | 'ends'
  | 'directory'
  | 'headers'
  | 'gaps'
  | 'names'
  | 'links'
  | 'features'
  | 'checksum';

/** Thrown inside the strict reader, which gives it as a value. */
export class AmbiguousZip extends Error {
  override readonly name = 'AmbiguousZip';
  readonly problem: ZipAmbiguity;

  constructor(problem: ZipAmbiguity) {
    super(`the archive is ambiguous: ${problem}`);
    this.problem = problem;
  }
}

export function insist(isRight: boolean, problem: ZipAmbiguity): asserts isRight {
  if (!isRight) throw new AmbiguousZip(problem);
}

/** A header of an entry, as it stands in the directory or before the data (APPNOTE 4.3.7, 4.3.12). */
export interface ZipHeader {
  readonly version: number;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc: number;
  readonly name: string;
  /** AES as it stands in extra field 0x9901, byte by byte; empty for none. */
  readonly aes: string;
  /** As the header has them: 0xffffffff stands for what is in `zip64`. */
  readonly packed32: number;
  readonly bytes32: number;
  /** The numbers of extra field 0x0001, in their order; null for none. */
  readonly zip64: readonly number[] | null;
}

export interface DirectoryHeader extends ZipHeader {
  readonly offset: number;
  readonly packed: number;
  readonly bytes: number;
}

export const FILLED = 0xffff_ffff;
const ZIP64 = 0x0001;
const AES = 0x9901;
/** Times and owners, which change nothing of what is read: NTFS, Unix, Info-ZIP. */
const HARMLESS = new Set([0x000a, 0x000d, 0x5455, 0x5855, 0x7855, 0x7875]);

export async function viewOf(source: ZipSource, from: number, to: number): Promise<DataView> {
  insist(from >= 0 && to <= source.size, 'directory');
  const bytes = await source.read(from, to);
  insist(bytes.length === to - from, 'directory');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Throws for a number that no file of this world has. */
export function uint64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  insist(value <= BigInt(Number.MAX_SAFE_INTEGER), 'directory');
  return Number(value);
}

/** Printable ASCII: what else a name may hold, programs decode in different ways. */
export function nameOf(view: DataView, at: number, length: number): string {
  insist(length > 0, 'names');
  let name = '';
  for (let index = at; index < at + length; index += 1) {
    const byte = view.getUint8(index);
    insist(byte >= 0x20 && byte < 0x7f, 'names');
    name += String.fromCharCode(byte);
  }
  return name;
}

/** Extra fields: each once, none that gives another name or another content. */
export function extraFields(view: DataView, from: number, to: number) {
  let zip64: number[] | null = null;
  let aes = '';
  const seen = new Set<number>();
  let at = from;
  while (at < to) {
    insist(at + 4 <= to, 'features');
    const [id, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    insist(at + 4 + length <= to && !seen.has(id), 'features');
    seen.add(id);
    if (id === ZIP64) {
      insist(length % 8 === 0, 'features');
      zip64 = Array.from({ length: length / 8 }, (_, index) => uint64(view, at + 4 + index * 8));
    } else if (id === AES) {
      for (let index = 0; index < length; index += 1) {
        aes += `${view.getUint8(at + 4 + index).toString(16)} `;
      }
    } else insist(HARMLESS.has(id), 'features');
    at += 4 + length;
  }
  return { zip64, aes };
}
