import { describe, expect, it } from 'vitest';
import { CHECKPOINT_GENESIS, type Checkpoint } from '../protocol/checkpoint.ts';
import { readCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import { generateSigningKeyPair } from './key-pair.ts';
import { keyThumbprint } from './key-thumbprint.ts';
import { verifyReceipt } from './receipt.ts';

const CHECKPOINT: Checkpoint = {
  v: 1,
  number: 0,
  prev: CHECKPOINT_GENESIS,
  from: 1_790_000_000_000_000,
  to: 1_790_003_600_000_000,
  statements: 0,
  root: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU',
  madeAt: 1_790_003_700_000_000,
};

describe('a signed checkpoint', () => {
  it('says what was signed, to the key that signed it alone', async () => {
    const [server, other] = [await generateSigningKeyPair(), await generateSigningKeyPair()];
    const jws = await signCheckpoint(CHECKPOINT, server.privateKey);
    expect(await verifyCheckpoint(jws, server.publicKey)).toEqual(CHECKPOINT);
    expect(readCheckpoint(jws)).toEqual(CHECKPOINT);
    await expect(verifyCheckpoint(jws, other.publicKey)).rejects.toThrow('does not verify');
  });

  it('does not pass as another document of the same key', async () => {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const jws = await signCheckpoint(CHECKPOINT, privateKey);
    await expect(verifyReceipt(jws, publicKey)).rejects.toThrow('wc-receipt+jws');
  });
});

describe('the thumbprint of a key', () => {
  it('is that of RFC 8037, appendix A.3', async () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    expect(await keyThumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });
});
