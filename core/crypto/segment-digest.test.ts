import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SegmentDigest } from './segment-digest.ts';

describe('SegmentDigest', () => {
  it('takes all digests of the standard test text in one pass', () => {
    const digest = new SegmentDigest();
    digest.update(Buffer.from('1234'));
    digest.update(Buffer.from('56789'));
    expect(digest.bytes).toBe(9);
    expect(digest.finish()).toEqual({
      bytes: 9,
      md5: '25f9e794323b453885f5181f1b624d0b',
      sha256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
      crc64: '11051210869376104954',
    });
  });

  it('equals the hashes of the whole', () => {
    const bytes = randomBytes(1_000_003);
    const digest = new SegmentDigest();
    for (let at = 0; at < bytes.length; at += 70_001)
      digest.update(bytes.subarray(at, at + 70_001));
    expect(digest.finish()).toMatchObject({
      md5: createHash('md5').update(bytes).digest('hex'),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });
});
