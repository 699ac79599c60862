import { describe, expect, it } from 'vitest';
import { DeviceId, newId } from '../ids.ts';
import { CHECKPOINT_GENESIS, type Checkpoint } from '../protocol/checkpoint.ts';
import type { Receipt } from '../protocol/receipt.ts';
import { generateSigningKeyPair, keyThumbprint } from './key-pair.ts';
import {
  readCheckpoint,
  signCheckpoint,
  signReceipt,
  verifyCheckpoint,
  verifyReceipt,
} from './server-statements.ts';
import { readStatement, statementHash } from './statement.ts';

describe('receipt', () => {
  const receipt: Receipt = {
    v: 1,
    device: newId(DeviceId),
    index: 3,
    statement: statementHash('a.b.c'),
    receivedAt: 1_774_746_000_123_456,
  };

  it('proves what the server received', async () => {
    const { publicKey, privateKey } = await generateSigningKeyPair();
    expect(await verifyReceipt(await signReceipt(receipt, privateKey), publicKey)).toEqual(receipt);
  });

  it('is refused when another server signed it', async () => {
    const ours = await generateSigningKeyPair();
    const other = await generateSigningKeyPair();
    const jws = await signReceipt(receipt, other.privateKey);
    await expect(verifyReceipt(jws, ours.publicKey)).rejects.toMatchObject({
      code: 'signature-invalid',
    });
  });

  it('does not pass as a statement', async () => {
    const { privateKey } = await generateSigningKeyPair();
    const jws = await signReceipt(receipt, privateKey);
    expect(() => readStatement(jws)).toThrow(
      expect.objectContaining({ code: 'statement-invalid' }),
    );
  });
});

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
