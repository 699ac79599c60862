import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pointOfReleaseKey, releaseKeyOfPoint, releaseKeysOfPem } from './release-key.ts';
import { signRelease, verifyRelease } from './release-signature.ts';
import { parseRelease } from './release-statement.ts';

const FACTS = { version: '1.4.0', sha256: 'ab'.repeat(32), bytes: 104_857_600 };
const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/**
 * Made once by openssl: `dgst -sha256 -sign` over the four lines, its DER turned into r and s; so the
 * service in C and this code are held to the same bytes.
 */
const POINT =
  'IjE3Y0Y7VVIoUautU0h/QWCRKKOM1jRx1/X47muyofDyeLI0/v+XGHToKgZpfB12Q9bKw4WvT4asOuqQF/ztDQ==';
const VECTOR = `workcompanion-release 1
1.4.0
${'ab'.repeat(32)}
104857600
/rOzZ2PbLHGQNEVAE/FSKQ8PWU1gA3G+JuDR4pK28cgvvQekn/nMDzF6wGUFTqLtwlaapDaUUKWKku9NY+6cEA==
`;

describe('a release statement', () => {
  test('of openssl is verified by the point beside the recorder', () => {
    expect(verifyRelease(VECTOR, [releaseKeyOfPoint(`${POINT}\n`)])).toEqual(FACTS);
  });

  test('comes back as it was signed', () => {
    expect(verifyRelease(signRelease(FACTS, ours.privateKey), [ours.publicKey])).toEqual(FACTS);
  });

  test('is taken from each of two keys, and from no other', () => {
    const text = signRelease(FACTS, ours.privateKey);
    expect(verifyRelease(text, [theirs.publicKey, ours.publicKey])).toEqual(FACTS);
    expect(() => verifyRelease(text, [theirs.publicKey])).toThrow(/No release key/);
    expect(() => verifyRelease(text, [])).toThrow(/No release key/);
  });

  test.each([
    ['another version', '1.4.0', '1.4.1'],
    ['another file', 'ababab', 'cdabab'],
    ['another size', '104857600', '104857601'],
  ])('is not signed for %s', (_, from, to) => {
    const text = signRelease(FACTS, ours.privateKey).replace(from, to);
    expect(() => verifyRelease(text, [ours.publicKey])).toThrow(/No release key/);
  });

  test.each([
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a line more', (text: string) => `${text}more\n`],
    ['no last line end', (text: string) => text.trimEnd()],
    ['a size in another notation', (text: string) => text.replace('104857600', '0x6400000')],
    ['a leading zero', (text: string) => text.replace('1.4.0', '1.04.0')],
    ['a version beyond Windows Installer', (text: string) => text.replace('1.4.0', '256.0.0')],
    ['two numbers', (text: string) => text.replace('1.4.0', '1.4')],
    ['upper-case hash', (text: string) => text.replace('abab', 'ABAB')],
    ['another title', (text: string) => text.replace('release 1', 'release 2')],
  ])('is refused with %s', (_, change) => {
    expect(() => parseRelease(change(signRelease(FACTS, ours.privateKey)))).toThrow(
      /no release statement/,
    );
  });
});

describe('a release key', () => {
  test('is the same as point and as PEM', () => {
    const point = pointOfReleaseKey(ours.publicKey);
    expect(Buffer.from(point, 'base64')).toHaveLength(64);
    const pem = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    for (const key of [releaseKeyOfPoint(point), ...releaseKeysOfPem(pem)])
      expect(key.equals(ours.publicKey)).toBe(true);
  });

  test('of one PEM file may be two', () => {
    const pem = [ours, theirs]
      .map(({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }).toString())
      .join('');
    expect(releaseKeysOfPem(pem)).toHaveLength(2);
  });

  test.each([
    ['nothing', ''],
    [
      'a key of another kind',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ],
    ['a private key', ours.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('is not taken from %s', (_, pem) => {
    expect(() => releaseKeysOfPem(pem)).toThrow(/P-256/);
    expect(() => releaseKeyOfPoint(pem)).toThrow(/P-256/);
  });

  test('of a point beside the curve is refused', () => {
    expect(() => releaseKeyOfPoint(Buffer.alloc(64, 1).toString('base64'))).toThrow(/P-256/);
  });

  test('is a public one, from whichever half', () => {
    expect(pointOfReleaseKey(createPublicKey(ours.privateKey))).toBe(
      pointOfReleaseKey(ours.publicKey),
    );
  });
});
