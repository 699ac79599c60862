import type { ZipSource } from './zip-entries.ts';
import {
  AmbiguousZip,
  type DirectoryHeader,
  extraFields,
  FILLED,
  insist,
  nameOf,
  uint64,
  viewOf,
  type ZipAmbiguity,
  type ZipHeader,
} from './zip-records.ts';

const END = 0x0605_4b50;
const END_BYTES = 22;
const LOCATOR = 0x0706_4b50;
const LOCATOR_BYTES = 20;
const END64 = 0x0606_4b50;
const END64_BYTES = 56;
const ENTRY = 0x0201_4b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x0403_4b50;
const LOCAL_BYTES = 30;
const DESCRIPTOR = 0x0807_4b50;
/** How far from the end programs look for an end record: the longest comment there could be. */
const SEARCHED_BYTES = 65_535 + END_BYTES;
/** Names of 200 characters, each with its headers, of as many files as a package may have. */
const MOST_DIRECTORY_BYTES = 128 * 1024 * 1024;

/** Encrypted, how well deflated, sizes after the data, and names in UTF-8 (which ASCII is). */
const ENCRYPTED = 0x0001;
const SIZES_FOLLOW = 0x0008;
const KNOWN_FLAGS = 0x080f;
const [STORED, DEFLATED, ENCRYPTED_AES] = [0, 8, 99];

export type StrictZip =
  | { readonly kind: 'clear'; readonly entries: readonly DirectoryHeader[] }
  | { readonly kind: 'ambiguous'; readonly problem: ZipAmbiguity }
  | { readonly kind: 'no-zip' };

/**
 * Reads the structure of a zip as every program must: one end record, a directory and local headers
 * that say the same, entries one after the other from the first byte on, and nothing else anywhere.
 * What does not hold to that may show other files to other programs.
 */
export async function readZipStrictly(source: ZipSource): Promise<StrictZip> {
  try {
    const tail = await viewOf(source, Math.max(0, source.size - SEARCHED_BYTES), source.size);
    const ends = endsIn(tail);
    if (ends.length === 0) return { kind: 'no-zip' };
    insist(ends.length === 1 && ends[0] === tail.byteLength - END_BYTES, 'ends');
    const { from, to, count } = await findDirectory(source, tail);
    const entries = readDirectory(await viewOf(source, from, to), count);
    const inPlace = entries.toSorted((a, b) => a.offset - b.offset);
    let at = 0;
    for (const entry of inPlace) {
      insist(entry.offset === at, at === 0 ? 'ends' : 'gaps');
      at = await endOf(source, entry, from);
    }
    insist(at === from, 'gaps');
    return { kind: 'clear', entries };
  } catch (error) {
    if (error instanceof AmbiguousZip) return { kind: 'ambiguous', problem: error.problem };
    throw error;
  }
}

/** Where some program could see an end record: the first, the last, or any that looks whole. */
function endsIn(tail: DataView): number[] {
  const found: number[] = [];
  for (let at = 0; at + END_BYTES <= tail.byteLength; at += 1) {
    if (tail.getUint8(at) !== 0x50 || tail.getUint32(at, true) !== END) continue;
    const isLast = at === tail.byteLength - END_BYTES;
    // Ciphertext may hold the four bytes of a signature by chance, and hardly four zeros after them.
    if (isLast || tail.getUint32(at + 4, true) === 0) found.push(at);
  }
  return found;
}

async function findDirectory(source: ZipSource, tail: DataView) {
  const end = tail.byteLength - END_BYTES;
  const field = (at: number) => tail.getUint16(end + at, true);
  insist(tail.getUint16(end + 20, true) === 0, 'ends');
  const told = {
    count: field(10),
    bytes: tail.getUint32(end + 12, true),
    from: tail.getUint32(end + 16, true),
  };
  const isOf64 = end >= LOCATOR_BYTES && tail.getUint32(end - LOCATOR_BYTES, true) === LOCATOR;
  if (!isOf64) {
    insist(field(4) === 0 && field(6) === 0 && field(8) === told.count, 'directory');
    const { from, bytes, count } = told;
    insist(from + bytes === source.size - END_BYTES && bytes <= MOST_DIRECTORY_BYTES, 'directory');
    return { from, to: from + bytes, count };
  }
  const at = source.size - END_BYTES - LOCATOR_BYTES - END64_BYTES;
  const whole = await viewOf(source, at, source.size);
  insist(whole.getUint32(0, true) === END64 && uint64(whole, 4) === END64_BYTES - 12, 'directory');
  const disks = [whole.getUint32(16, true), whole.getUint32(20, true)];
  const [here, count, bytes, from] = [24, 32, 40, 48].map((place) => uint64(whole, place));
  insist(here === count && disks.every((disk) => disk === 0), 'directory');
  if (count === undefined || bytes === undefined || from === undefined)
    throw new Error('no number');
  const locator = END64_BYTES;
  insist(
    whole.getUint32(locator + 4, true) === 0 &&
      uint64(whole, locator + 8) === at &&
      whole.getUint32(locator + 16, true) <= 1,
    'directory',
  );
  // A program that knows no zip64 has to find the same, or nothing.
  const says = (told16: number, value: number) => told16 === 0xffff || told16 === value;
  insist(
    [field(4), field(6)].every((disk) => says(disk, 0)),
    'directory',
  );
  insist(
    [field(8), told.count].every((number) => says(number, count)),
    'directory',
  );
  insist(told.bytes === FILLED || told.bytes === bytes, 'directory');
  insist(told.from === FILLED || told.from === from, 'directory');
  insist(from + bytes === at && bytes <= MOST_DIRECTORY_BYTES, 'directory');
  return { from, to: at, count };
}

function readDirectory(view: DataView, count: number): DirectoryHeader[] {
  const entries: DirectoryHeader[] = [];
  let at = 0;
  while (at < view.byteLength) {
    insist(at + ENTRY_BYTES <= view.byteLength, 'directory');
    insist(view.getUint32(at, true) === ENTRY, 'directory');
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [name = 0, extra = 0, comment = 0] = lengths;
    const next = at + ENTRY_BYTES + name + extra;
    insist(comment === 0 && next <= view.byteLength, 'features');
    insist(view.getUint16(at + 34, true) === 0, 'directory');
    const header = readHeader(view, at + 6, { nameAt: at + ENTRY_BYTES, name, extra });
    insistOnPlain(header, view.getUint32(at + 38, true));
    entries.push(placed(header, view.getUint32(at + 42, true)));
    at = next;
  }
  insist(entries.length === count, 'directory');
  return entries;
}

interface Lengths {
  readonly nameAt: number;
  readonly name: number;
  readonly extra: number;
}

/** Both headers have the same fields in the same order, from `version needed to extract` on. */
function readHeader(view: DataView, at: number, { nameAt, name, extra }: Lengths): ZipHeader {
  const extraAt = nameAt + name;
  return {
    version: view.getUint16(at, true),
    flags: view.getUint16(at + 2, true),
    method: view.getUint16(at + 4, true),
    time: view.getUint32(at + 6, true),
    crc: view.getUint32(at + 10, true),
    packed32: view.getUint32(at + 14, true),
    bytes32: view.getUint32(at + 18, true),
    name: nameOf(view, nameAt, name),
    ...extraFields(view, extraAt, extraAt + extra),
  };
}

/** No links, no devices, and no way of packing that not every program knows. */
function insistOnPlain({ flags, method, aes, name }: ZipHeader, attributes: number): void {
  insist((flags & ~KNOWN_FLAGS) === 0, 'features');
  const isEncrypted = (flags & ENCRYPTED) !== 0;
  const isKnown = isEncrypted ? method === ENCRYPTED_AES : method === STORED || method === DEFLATED;
  insist(isKnown && (aes !== '') === isEncrypted, 'features');
  const type = (attributes >>> 28) & 0xf;
  const isFolder = name.endsWith('/');
  insist(type === 0 || type === (isFolder ? 4 : 8), 'links');
  insist((attributes & 0x08) === 0 && (isFolder || (attributes & 0x10) === 0), 'links');
}

/** With the numbers of the zip64 field in the place of those that are too large. */
function placed(header: ZipHeader, offset32: number): DirectoryHeader {
  const large = [...(header.zip64 ?? [])];
  const whole = (value: number): number => {
    if (value !== FILLED) return value;
    const found = large.shift();
    insist(found !== undefined, 'features');
    return found;
  };
  const bytes = whole(header.bytes32);
  const packed = whole(header.packed32);
  const offset = whole(offset32);
  insist(large.length === 0, 'features');
  if (header.name.endsWith('/')) insist(bytes === 0 && packed === 0, 'features');
  if (header.method === STORED) insist(bytes === packed, 'headers');
  return { ...header, bytes, packed, offset };
}

/** Where the next entry begins: after the data, and the descriptor if there is one. */
async function endOf(source: ZipSource, entry: DirectoryHeader, limit: number): Promise<number> {
  const { offset, packed, flags } = entry;
  insist(offset + LOCAL_BYTES <= limit, 'gaps');
  const fixed = await viewOf(source, offset, Math.min(limit, offset + LOCAL_BYTES + 1024));
  insist(fixed.getUint32(0, true) === LOCAL, 'headers');
  const [name, extra] = [fixed.getUint16(26, true), fixed.getUint16(28, true)];
  insist(LOCAL_BYTES + name + extra <= fixed.byteLength, 'headers');
  const local = readHeader(fixed, 4, { nameAt: LOCAL_BYTES, name, extra });
  insistOnSame(local, entry);
  const dataEnd = offset + LOCAL_BYTES + name + extra + packed;
  insist(dataEnd <= limit, 'gaps');
  if ((flags & SIZES_FOLLOW) === 0) return dataEnd;
  return dataEnd + (await descriptorBytes(source, { entry, dataEnd, limit, local }));
}

/** Byte for byte the same; sizes that were not known yet may be zero. */
function insistOnSame(local: ZipHeader, entry: DirectoryHeader): void {
  const isLater = (entry.flags & SIZES_FOLLOW) !== 0;
  for (const field of ['version', 'flags', 'method', 'time', 'name', 'aes'] as const) {
    insist(local[field] === entry[field], 'headers');
  }
  const { zip64 } = local;
  const isFilled = local.bytes32 === FILLED && local.packed32 === FILLED;
  insist(zip64 === null || (zip64.length === 2 && isFilled), 'headers');
  const isSame = (told: number, large: number | undefined, value: number): boolean => {
    const said = told === FILLED ? large : told;
    return said === value || (isLater && said === 0);
  };
  insist(isSame(local.bytes32, zip64?.[0], entry.bytes), 'headers');
  insist(isSame(local.packed32, zip64?.[1], entry.packed), 'headers');
  insist(local.crc === entry.crc || (isLater && local.crc === 0), 'headers');
}

async function descriptorBytes(
  source: ZipSource,
  of: {
    readonly entry: DirectoryHeader;
    readonly dataEnd: number;
    readonly limit: number;
    readonly local: ZipHeader;
  },
): Promise<number> {
  const { entry, dataEnd, limit, local } = of;
  const view = await viewOf(source, dataEnd, Math.min(limit, dataEnd + 24));
  const isOf64 = local.zip64 !== null;
  const length = 4 + 4 + (isOf64 ? 16 : 8);
  insist(view.byteLength >= length && view.getUint32(0, true) === DESCRIPTOR, 'headers');
  insist(view.getUint32(4, true) === entry.crc, 'headers');
  const sizes = isOf64
    ? [uint64(view, 8), uint64(view, 16)]
    : [view.getUint32(8, true), view.getUint32(12, true)];
  insist(sizes[0] === entry.packed && sizes[1] === entry.bytes, 'headers');
  return length;
}
