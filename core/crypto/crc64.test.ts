import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Crc64 } from './crc64.ts';

const crc64 = (...chunks: Uint8Array[]) =>
  chunks.reduce((sum, chunk) => sum.update(chunk), new Crc64()).digest();

describe('Crc64', () => {
  it('has the check value of CRC-64/XZ', () => {
    expect(crc64(Buffer.from('123456789'))).toBe('11051210869376104954');
  });

  it('is zero for nothing', () => {
    expect(crc64()).toBe('0');
  });

  it('equals the table-driven reference for whatever is put in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(crc64(bytes)).toBe(reference(bytes));
      }),
    );
    const large = randomBytes(400_001);
    expect(crc64(large)).toBe(reference(large));
  });

  it('does not depend on how the bytes are cut, nor on other sums made meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (chunks) => {
        const other = new Crc64();
        const sum = new Crc64();
        for (const chunk of chunks) {
          sum.update(chunk);
          other.update(Buffer.from('noise'));
        }
        expect(sum.digest()).toBe(crc64(Buffer.concat(chunks)));
      }),
    );
  });

  it('goes on after it was asked', () => {
    const sum = new Crc64().update(Buffer.from('12345'));
    sum.digest();
    expect(sum.update(Buffer.from('6789')).digest()).toBe('11051210869376104954');
  });
});

const TABLE = Array.from({ length: 256 }, (_, index) => {
  let entry = BigInt(index);
  for (let bit = 0; bit < 8; bit += 1) {
    entry = (entry & 1n) === 1n ? (entry >> 1n) ^ 0xc96c5795d7870f42n : entry >> 1n;
  }
  return entry;
});

function reference(bytes: Uint8Array): string {
  let state = 0xffff_ffff_ffff_ffffn;
  for (const byte of bytes) {
    state = (state >> 8n) ^ (TABLE[Number(state & 0xffn) ^ byte] ?? 0n);
  }
  return (state ^ 0xffff_ffff_ffff_ffffn).toString();
}
