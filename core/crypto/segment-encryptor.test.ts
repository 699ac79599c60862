import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SegmentEncryptor } from './segment-encryptor.ts';

const key = randomBytes(16);
const iv = randomBytes(16);

describe('SegmentEncryptor', () => {
  it('encrypts as NIST SP 800-38A, section F.2.1', () => {
    const encryptor = new SegmentEncryptor(
      Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'),
      Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'),
    );
    const plain =
      '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51' +
      '30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710';
    expect(encryptor.update(Buffer.from(plain, 'hex')).toString('hex')).toBe(
      '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2' +
        '73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7',
    );
  });

  it('is a whole file at every instant, however the plain text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }), (chunks) => {
        const encryptor = new SegmentEncryptor(key, iv);
        const blocks: Buffer[] = [];
        const plain: Uint8Array[] = [];
        expect(decrypt(encryptor.tail())).toEqual(Buffer.alloc(0));
        for (const chunk of chunks) {
          blocks.push(encryptor.update(chunk));
          plain.push(chunk);
          expect(decrypt(Buffer.concat([...blocks, encryptor.tail()]))).toEqual(
            Buffer.concat(plain),
          );
        }
      }),
    );
  });

  it('ends up with the very bytes of a plain AES-128-CBC encryption', () => {
    const plain = randomBytes(188 * 1000);
    const encryptor = new SegmentEncryptor(key, iv);
    const file = Buffer.concat([
      encryptor.update(plain.subarray(0, 1234)),
      encryptor.update(plain.subarray(1234)),
      encryptor.tail(),
    ]);
    const cipher = createCipheriv('aes-128-cbc', key, iv);
    expect(file.equals(Buffer.concat([cipher.update(plain), cipher.final()]))).toBe(true);
  });

  it('does not follow a caller who reuses the buffers', () => {
    const plain = Buffer.from('0123456789abcdefXYZ');
    const ownIv = Buffer.from(iv);
    const encryptor = new SegmentEncryptor(key, ownIv);
    const blocks = Buffer.from(encryptor.update(plain));
    ownIv.fill(0);
    plain.fill(0);
    expect(decrypt(Buffer.concat([blocks, encryptor.tail()])).toString()).toBe(
      '0123456789abcdefXYZ',
    );
  });
});

/** Node's own check of the padding: throws when it is not valid. */
function decrypt(file: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-128-cbc', key, iv);
  return Buffer.concat([decipher.update(file), decipher.final()]);
}
