import { describe, expect, it } from 'vitest';
import { generateSealingKeyPair, generateSigningKeyPair } from './key-pair.ts';

describe('key pairs', () => {
  it('never lets the private part into the public key', async () => {
    const signing = await generateSigningKeyPair();
    const { d: _, ...signingPublic } = signing.privateKey;
    expect(signing.publicKey).toEqual(signingPublic);
    const sealing = await generateSealingKeyPair('sealing-1');
    const { d: __, ...sealingPublic } = sealing.privateKey;
    expect(sealing.publicKey).toEqual(sealingPublic);
    expect(sealing.publicKey.kid).toBe('sealing-1');
  });

  it('survives JSON, as it is stored', async () => {
    const { privateKey } = await generateSigningKeyPair();
    expect(JSON.parse(JSON.stringify(privateKey))).toEqual(privateKey);
  });
});
