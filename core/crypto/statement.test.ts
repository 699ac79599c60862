import { CompactSign } from 'jose';
import { describe, expect, it } from 'vitest';
import { DeviceId, GapId } from '../ids.ts';
import { GENESIS, type Statement } from '../protocol/statement.ts';
import type { Ed25519PrivateJwk } from './key-pair.ts';
import { generateSigningKeyPair } from './key-pair.ts';
import { readStatement, signStatement, statementHash, verifyStatement } from './statement.ts';

/** The key of RFC 8037, appendix A.1. */
const PUBLIC = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
} as const;
const PRIVATE: Ed25519PrivateJwk = { ...PUBLIC, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' };

const PAUSED: Statement = {
  v: 1,
  device: DeviceId.parse('019d36a1-0000-7000-8000-000000000001'),
  index: 7,
  prev: GENESIS,
  at: 1_774_746_000_123_456,
  monotonic: 42_000_000,
  clockOffset: -1_250,
  kind: 'paused',
  gap: GapId.parse('019d36a1-0000-7000-8000-000000000002'),
  from: 1_774_746_000_000_000,
  reason: 'Gespräch mit dem Betriebsrat · 会议',
  until: null,
};

/** Ed25519 is deterministic: the same key and payload give this text on every machine. */
const VECTOR = [
  'eyJhbGciOiJFZERTQSIsInR5cCI6IndjLXN0YXRlbWVudCtqd3MifQ.eyJ2IjoxLCJkZXZpY2UiOiIwMTlkMzZhM',
  'S0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJpbmRleCI6NywicHJldiI6IkFBQUFBQUFBQUFBQUFBQUFBQ',
  'UFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUEiLCJhdCI6MTc3NDc0NjAwMDEyMzQ1NiwibW9ub3RvbmljIjo0MjAwM',
  'DAwMCwiY2xvY2tPZmZzZXQiOi0xMjUwLCJraW5kIjoicGF1c2VkIiwiZ2FwIjoiMDE5ZDM2YTEtMDAwMC03MDAwL',
  'TgwMDAtMDAwMDAwMDAwMDAyIiwiZnJvbSI6MTc3NDc0NjAwMDAwMDAwMCwicmVhc29uIjoiR2VzcHLDpGNoIG1pd',
  'CBkZW0gQmV0cmllYnNyYXQgwrcg5Lya6K6uIiwidW50aWwiOm51bGx9.LfndwtX8TZTHmeeInXkFQH1LxyWhYibt',
  '13TVkOaJulKmGWErNUnqLdYp7PQOlx0i4XGvWd_Y8pkAEfKTUvB4Bw',
].join('');

describe('statement', () => {
  it('signs a fixed payload with a fixed key to a fixed text', async () => {
    expect(await signStatement(PAUSED, PRIVATE)).toBe(VECTOR);
    expect(statementHash(VECTOR)).toBe('TfRLzxOgoDllKKMJ8AWDG4l9SsWlnrq-jzruVXSE_e8');
  });

  it('gives back what was signed', async () => {
    expect(await verifyStatement(VECTOR, PUBLIC)).toEqual(PAUSED);
    expect(readStatement(VECTOR)).toEqual(PAUSED);
  });

  it('refuses another device’s key', async () => {
    const { publicKey } = await generateSigningKeyPair();
    await expect(verifyStatement(VECTOR, publicKey)).rejects.toMatchObject({
      code: 'signature-invalid',
    });
  });

  it('refuses every change of a single character', async () => {
    for (const changed of singleCharacterChanges(VECTOR)) {
      await expect(verifyStatement(changed, PUBLIC), changed).rejects.toMatchObject({
        code: expect.stringMatching(/^(signature|statement)-invalid$/),
      });
    }
  });

  it('refuses unused bits in the last character, which would change the hash unseen', async () => {
    const last = VECTOR.at(-1) ?? '';
    const twin = VECTOR.slice(0, -1) + nextCharacter(last);
    expect(Buffer.from(twin.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(VECTOR.split('.')[2] ?? '', 'base64url'),
    );
    await expect(verifyStatement(twin, PUBLIC)).rejects.toMatchObject({
      code: 'statement-invalid',
    });
  });

  it.each([
    ['no algorithm', { alg: 'none', typ: 'wc-statement+jws' }],
    ['a symmetric algorithm', { alg: 'HS256', typ: 'wc-statement+jws' }],
    ['a receipt', { alg: 'EdDSA', typ: 'wc-receipt+jws' }],
    ['no type', { alg: 'EdDSA' }],
    ['a field more', { alg: 'EdDSA', typ: 'wc-statement+jws', kid: 'x' }],
  ])('refuses a header with %s', async (_, header) => {
    const [, payload, signature] = VECTOR.split('.');
    const forged = [base64url(header), payload, signature].join('.');
    await expect(verifyStatement(forged, PUBLIC)).rejects.toMatchObject({
      code: 'statement-invalid',
    });
  });

  it.each([
    ['a negative index', { ...PAUSED, index: -1 }],
    ['an unknown kind', { ...PAUSED, kind: 'erased' }],
    ['no previous hash', { ...PAUSED, prev: undefined }],
    ['a list', [PAUSED]],
    ['null', null],
  ])('refuses %s, though rightly signed', async (_, payload) => {
    const jws = await signRaw(JSON.stringify(payload));
    await expect(verifyStatement(jws, PUBLIC)).rejects.toMatchObject({ code: 'statement-invalid' });
    expect(() => readStatement(jws)).toThrow(
      expect.objectContaining({ code: 'statement-invalid' }),
    );
  });

  it('refuses a payload that is no JSON or no UTF-8, though rightly signed', async () => {
    for (const payload of ['{', Buffer.of(0x22, 0xff, 0x22)]) {
      await expect(verifyStatement(await signRaw(payload), PUBLIC)).rejects.toMatchObject({
        code: 'statement-invalid',
      });
    }
  });

  it('refuses a text above 16 KiB before it looks at the signature', async () => {
    const jws = await signRaw(JSON.stringify({ ...PAUSED, padding: 'x'.repeat(16_384) }));
    await expect(verifyStatement(jws, PUBLIC)).rejects.toMatchObject({ code: 'statement-invalid' });
  });

  it.each(['', 'a.b', '....', `${VECTOR}.x`, ` ${VECTOR}`, VECTOR.replaceAll('.', '')])(
    'refuses garbage: %j',
    async (garbage) => {
      await expect(verifyStatement(garbage, PUBLIC)).rejects.toMatchObject({
        code: 'statement-invalid',
      });
    },
  );
});

function* singleCharacterChanges(text: string): Generator<string> {
  for (const [at, character] of [...text].entries()) {
    if (character === '.') continue;
    yield text.slice(0, at) + nextCharacter(character) + text.slice(at + 1);
  }
}

function nextCharacter(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[(alphabet.indexOf(character) + 1) % 64] ?? 'A';
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signRaw(payload: string | Uint8Array): Promise<string> {
  return new CompactSign(Buffer.from(payload))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'wc-statement+jws' })
    .sign(PRIVATE);
}
