/** MPEG-TS (ISO/IEC 13818-1): just what cutting needs, read in place from `buffer` at `at`. */
export const TS_PACKET_BYTES = 188;
const SYNC_BYTE = 0x47;
const PES_HEADER_BYTES = 6;

export function isSynced(buffer: Buffer, at: number): boolean {
  return buffer[at] === SYNC_BYTE;
}

export function packetId(buffer: Buffer, at: number): number {
  return buffer.readUInt16BE(at + 1) & 0x1fff;
}

/** A PES packet or a table begins in this packet. */
export function startsUnit(buffer: Buffer, at: number): boolean {
  return (buffer.readUInt8(at + 1) & 0x40) !== 0;
}

/** The random access indicator: the frame that begins here decodes without any other. */
export function isRandomAccess(buffer: Buffer, at: number): boolean {
  return (
    hasAdaptation(buffer, at) &&
    buffer.readUInt8(at + 4) > 0 &&
    (buffer.readUInt8(at + 5) & 0x40) !== 0
  );
}

export function payloadOffset(buffer: Buffer, at: number): number {
  return at + 4 + (hasAdaptation(buffer, at) ? 1 + buffer.readUInt8(at + 4) : 0);
}

function hasAdaptation(buffer: Buffer, at: number): boolean {
  return (buffer.readUInt8(at + 3) & 0x20) !== 0;
}

/** The whole length of the PES packet that begins at `offset`; 0 when it does not say. */
export function pesBytes(buffer: Buffer, offset: number): number {
  const length = buffer.readUInt16BE(offset + 4);
  return length === 0 ? 0 : length + PES_HEADER_BYTES;
}

/** The 33-bit presentation time in ticks of 90 kHz; null when the PES packet has none. */
export function pesPts(buffer: Buffer, offset: number): number | null {
  if (buffer.readUIntBE(offset, 3) !== 1) return null;
  if ((buffer.readUInt8(offset + 7) & 0x80) === 0) return null;
  const high = (buffer.readUInt8(offset + 9) >> 1) & 0x07;
  const middle = buffer.readUInt16BE(offset + 10) >> 1;
  const low = buffer.readUInt16BE(offset + 12) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** Of a program association table with one program, as ffmpeg writes it. */
export function programMapId(buffer: Buffer, at: number): number {
  const section = sectionOffset(buffer, at);
  return buffer.readUInt16BE(section + 10) & 0x1fff;
}

/** The first stream of a program map table. */
export function firstStreamId(buffer: Buffer, at: number): number {
  const section = sectionOffset(buffer, at);
  const programInfoBytes = buffer.readUInt16BE(section + 10) & 0x0fff;
  return buffer.readUInt16BE(section + 13 + programInfoBytes) & 0x1fff;
}

function sectionOffset(buffer: Buffer, at: number): number {
  const payload = payloadOffset(buffer, at);
  return payload + 1 + buffer.readUInt8(payload);
}
