import { randomBytes } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { CompactJwe } from '../protocol/primitives.ts';
import { generateSealingKeyPair } from './key-pair.ts';
import { openSealedKey, sealKey } from './sealed-key.ts';

const server = await generateSealingKeyPair('sealing-1');
const key = randomBytes(16);

describe('sealed key', () => {
  it('opens for the server alone', async () => {
    const sealed = await sealKey(key, server.publicKey);
    expect(await openSealedKey(sealed, server.privateKey)).toEqual(key);
    const other = await generateSealingKeyPair('sealing-1');
    await expect(openSealedKey(sealed, other.privateKey)).rejects.toMatchObject({
      code: 'statement-invalid',
    });
  });

  it('fits the protocol, names its recipient and holds the key nowhere', async () => {
    const sealed = await sealKey(key, server.publicKey);
    expect(CompactJwe.parse(sealed)).toBe(sealed);
    const header = Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString();
    expect(JSON.parse(header)).toMatchObject({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: 'sealing-1',
      epk: { crv: 'X25519' },
    });
    expect(sealed).not.toContain(key.toString('base64url'));
  });

  it('is refused when it is damaged, garbage, or holds no data key', async () => {
    const sealed = await sealKey(key, server.publicKey);
    const long = await new CompactEncrypt(randomBytes(32))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(server.publicKey);
    for (const jwe of [`${sealed.slice(0, -2)}AA`, 'a..b.c.d', '', long]) {
      await expect(openSealedKey(jwe, server.privateKey)).rejects.toMatchObject({
        code: 'statement-invalid',
      });
    }
  });

  it('is made of 16 bytes only', () => {
    expect(() => sealKey(randomBytes(32), server.publicKey)).toThrow(/16 bytes/);
  });
});
