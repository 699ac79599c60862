import { crc32, deflateRawSync } from 'node:zlib';

export interface ClassicEntry {
  readonly name: string;
  readonly content: Buffer;
  /** In the local header, where it is another. */
  readonly localName?: string;
  readonly localSize?: number;
  /** As Unix has the type of a file in the high bits: 0o120000 is a link. */
  readonly mode?: number;
  readonly crc?: number;
  readonly isStored?: boolean;
  /** Between this entry and the next. */
  readonly gapAfter?: Buffer;
  /** Has content, and stands in no directory. */
  readonly isHidden?: boolean;
  readonly extra?: Buffer;
}

/** A zip as programs have written them since 1989, of which each part can be bent. */
export function classicZip(entries: readonly ClassicEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const local = localPart(entry);
    if (entry.isHidden !== true) directory.push(headerOf(entry, at));
    parts.push(local, entry.gapAfter ?? Buffer.of());
    at += local.length + (entry.gapAfter?.length ?? 0);
  }
  const whole = Buffer.concat(directory);
  return Buffer.concat([...parts, whole, endOf(directory.length, whole.length, at)]);
}

export function endOf(count: number, bytes: number, from: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(from, 16);
  return end;
}

function packed({ content, isStored }: ClassicEntry): Buffer {
  return isStored === false ? deflateRawSync(content) : content;
}

/** From `version needed` to the lengths: the same in both headers. */
function fields(entry: ClassicEntry, name: string, size: number): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.isStored === false ? 8 : 0, 4);
  common.writeUInt32LE(0x5d_81_00_22, 6);
  common.writeUInt32LE(entry.crc ?? crc32(entry.content), 10);
  common.writeUInt32LE(packed(entry).length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  common.writeUInt16LE(entry.extra?.length ?? 0, 24);
  return common;
}

function localPart(entry: ClassicEntry): Buffer {
  const name = entry.localName ?? entry.name;
  const head = fields(entry, name, entry.localSize ?? entry.content.length);
  const extra = entry.extra ?? Buffer.of();
  return Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), extra, packed(entry)]);
}

function headerOf(entry: ClassicEntry, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([
    Buffer.from('PK\x01\x02\x1e\x03'),
    fields(entry, entry.name, entry.content.length),
    rest,
    Buffer.from(entry.name),
    entry.extra ?? Buffer.of(),
  ]);
}
