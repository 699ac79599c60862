import { spawnSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cipherRange, decryptRange, decryptSegment, PIECE_BYTES } from './decrypt-segment.ts';
import { CIPHER_END_BYTES, plainSize } from './plain-size.ts';

const key = randomBytes(16);
const iv = randomBytes(16);
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn('skipped: comparison with openssl, which is not installed');

describe('decryptSegment', () => {
  it('decrypts NIST SP 800-38A, section F.2.2', async () => {
    const vector = {
      key: Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'),
      iv: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'),
    };
    const cipher = Buffer.from(
      '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2' +
        '73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7',
      'hex',
    );
    const range = cipherRange({ start: 0, end: 64, cipherBytes: 64 });
    const plain = await bytesOf(decryptRange(cut(cipher, 64), range, vector));
    expect(plain.toString('hex')).toBe(
      '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51' +
        '30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
    );
  });

  it.runIf(hasOpenssl)('gives what openssl gives', async () => {
    for (const size of [0, 1, 15, 16, 17, 188, 188 * 5000]) {
      const cipher = encrypt(randomBytes(size));
      const hex = [key, iv].map((bytes) => bytes.toString('hex'));
      const openssl = spawnSync(
        'openssl',
        ['enc', '-d', '-aes-128-cbc', '-K', hex[0] ?? '', '-iv', hex[1] ?? ''],
        { input: cipher, maxBuffer: 16 * 1024 * 1024 },
      );
      expect(openssl.status).toBe(0);
      const plain = await bytesOf(decryptSegment(cut(cipher, 65_536), { key, iv }));
      expect(plain.equals(openssl.stdout), `${size} bytes`).toBe(true);
    }
  });

  it('gives the plain text whatever its size and however the ciphertext is cut', async () => {
    await fc.assert(
      fc.asyncProperty(sizes(), fc.integer({ min: 1, max: 5000 }), async (size, step) => {
        const plain = randomBytes(size);
        const cipher = encrypt(plain);
        expect((await bytesOf(decryptSegment(cut(cipher, step), { key, iv }))).equals(plain)).toBe(
          true,
        );
        expect(sizeOf(cipher)).toBe(size);
      }),
    );
  });

  it('ends a torn segment at its last whole packet, and knows that size beforehand', async () => {
    await fc.assert(
      fc.asyncProperty(sizes(), fc.integer({ min: 1, max: 5000 }), async (size, step) => {
        const plain = Buffer.alloc(size + 400, 0xee);
        const cipher = encrypt(plain);
        // Cut behind any byte of the last but one to the 20th last block: no padding is left.
        const torn = cipher.subarray(0, cipher.length - 16 - (size % 300));
        const whole = torn.length - (torn.length % 16);
        const expected = plain.subarray(0, whole - (whole % 188));
        const given = await bytesOf(decryptSegment(cut(torn, step), { key, iv }));
        expect(given.equals(expected)).toBe(true);
        expect(sizeOf(torn)).toBe(expected.length);
      }),
    );
  });

  it('holds back enough of a torn segment, also when it comes block by block', async () => {
    const cipher = encrypt(Buffer.alloc(1600, 0xee));
    for (let blocks = 12; blocks <= 100; blocks += 1) {
      const torn = cipher.subarray(0, blocks * 16);
      const given = await bytesOf(decryptSegment(cut(torn, 16), { key, iv }));
      expect(given).toHaveLength(torn.length - (torn.length % 188));
    }
  });

  it('refuses to guess a size from too short an end', () => {
    const cipher = encrypt(randomBytes(1000)).subarray(0, -3);
    const end = cipher.subarray(-32);
    expect(() => plainSize({ cipherBytes: cipher.length, end, key, iv })).toThrow(RangeError);
  });

  it('gives nothing for nothing', async () => {
    for (const size of [0, 1, 15]) {
      const stump = Buffer.alloc(size);
      expect(await bytesOf(decryptSegment(cut(stump, 4), { key, iv }))).toHaveLength(0);
      expect(sizeOf(stump)).toBe(0);
    }
  });

  it('cuts large chunks into pieces and stays one behind', async () => {
    const cipher = encrypt(randomBytes(3_000_000));
    let taken = 0;
    let given = 0;
    async function* source() {
      for (let at = 0; at < cipher.length; at += PIECE_BYTES) {
        const chunk = cipher.subarray(at, at + PIECE_BYTES);
        taken += chunk.length;
        yield chunk;
      }
    }
    for await (const piece of decryptSegment(source(), { key, iv })) {
      given += piece.length;
      expect(piece.length).toBeLessThanOrEqual(PIECE_BYTES);
      expect(taken - given).toBeLessThanOrEqual(PIECE_BYTES);
    }
    for await (const piece of decryptSegment(cut(cipher, cipher.length), { key, iv })) {
      expect(piece.length).toBeLessThanOrEqual(PIECE_BYTES);
    }
  });

  it('closes the source when the viewer leaves', async () => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield randomBytes(1024);
      } finally {
        closed = true;
      }
    }
    for await (const _ of decryptSegment(source(), { key, iv })) break;
    expect(closed).toBe(true);
  });

  it('passes on what the source throws', async () => {
    async function* source() {
      yield randomBytes(1024);
      throw new Error('disk gone');
    }
    await expect(bytesOf(decryptSegment(source(), { key, iv }))).rejects.toThrow('disk gone');
  });
});

describe('decryptRange', () => {
  it('gives any range of the plain text from the few blocks that hold it', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes(),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 5000 }),
        async (size, a, b, step) => {
          const plain = randomBytes(size + 1);
          const cipher = encrypt(plain);
          const start = a % plain.length;
          const end = start + 1 + (b % (plain.length - start));
          const range = cipherRange({ start, end, cipherBytes: cipher.length });
          expect(range.read.end - range.read.start).toBeLessThanOrEqual(end - start + 46);
          const read = cipher.subarray(range.read.start, range.read.end);
          const given = await bytesOf(decryptRange(cut(read, step), range, { key, iv }));
          expect(given.equals(plain.subarray(start, end)), `${start}-${end} of ${size}`).toBe(true);
        },
      ),
    );
  });

  it('gives no more than the range from a longer source', async () => {
    const plain = randomBytes(1000);
    const range = cipherRange({ start: 100, end: 200, cipherBytes: 1008 });
    const source = cut(encrypt(plain).subarray(range.read.start), 50);
    expect(await bytesOf(decryptRange(source, range, { key, iv }))).toEqual(
      plain.subarray(100, 200),
    );
  });

  it('throws when the source ends before the range', async () => {
    const cipher = encrypt(randomBytes(1000));
    const range = cipherRange({ start: 0, end: 1000, cipherBytes: cipher.length });
    await expect(
      bytesOf(decryptRange(cut(cipher.subarray(0, 500), 100), range, { key, iv })),
    ).rejects.toMatchObject({ code: 'blob-missing' });
  });

  it.each([
    [-1, 5],
    [5, 5],
    [6, 5],
    [0, 33],
    [Number.NaN, 5],
  ])('knows no range from %d to %d of 32 bytes', (start, end) => {
    expect(() => cipherRange({ start, end, cipherBytes: 32 })).toThrow(RangeError);
  });
});

/** Small ones, and some around the sizes of blocks, packets and pieces. */
function sizes(): fc.Arbitrary<number> {
  return fc.oneof(fc.nat(1000), fc.nat(20_000), fc.constantFrom(PIECE_BYTES - 1, PIECE_BYTES));
}

function encrypt(plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

function sizeOf(cipher: Buffer): number {
  return plainSize({
    cipherBytes: cipher.length,
    end: cipher.subarray(-CIPHER_END_BYTES),
    key,
    iv,
  });
}

async function* cut(bytes: Uint8Array, step: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
