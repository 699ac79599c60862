import { describe, expect, it } from 'vitest';
import { DeviceId, newId } from '../ids.ts';
import type { Receipt } from '../protocol/statement.ts';
import { generateSigningKeyPair } from './key-pair.ts';
import { signReceipt, verifyReceipt } from './receipt.ts';
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
