import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestTsa, type TestTsa } from './testing/open-test-tsa.ts';
import { verifyTimestamp } from './timestamp.ts';
import { pemCertificates, timestampRequest, tokenOfReply } from './timestamp-request.ts';

const STAMPED = new TextEncoder().encode('a.checkpoint.jws');
const NONCE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

let tsa: TestTsa;
let other: TestTsa;
let token: Uint8Array;
beforeAll(async () => {
  tsa = await openTestTsa();
  other = await openTestTsa();
  token = await stamp(tsa);
});
afterAll(async () => {
  await tsa.close();
  await other.close();
});

async function stamp(by: TestTsa): Promise<Uint8Array> {
  const digest = createHash('sha256').update(STAMPED).digest();
  return tokenOfReply(await by.reply(timestampRequest(digest, NONCE)));
}

describe('a time-stamp of a real authority', () => {
  it('says when, by whom, and answers the very request', async () => {
    const verdict = await verifyTimestamp(token, STAMPED, pemCertificates(tsa.ca));
    expect(verdict).toEqual({
      ok: true,
      at: expect.any(Number),
      authority: 'Test time-stamps',
      trusted: true,
      nonce: '0102030405060708',
    });
    if (verdict.ok) expect(Math.abs(verdict.at / 1000 - Date.now())).toBeLessThan(120_000);
  });

  it('leaves open whether to trust who signed, unless an authority is given', async () => {
    expect(await verifyTimestamp(token, STAMPED)).toMatchObject({ ok: true, trusted: null });
    const foreign = pemCertificates(other.ca);
    expect(await verifyTimestamp(token, STAMPED, foreign)).toMatchObject({
      ok: true,
      trusted: false,
    });
  });

  it('is of no other data', async () => {
    const verdict = await verifyTimestamp(token, randomBytes(16));
    expect(verdict).toEqual({ ok: false, problem: 'other-data' });
  });

  it('does not stand when any byte of what was signed is another', async () => {
    // All of the token but certificates that nobody needs: those are not signed.
    const roots = pemCertificates(tsa.ca);
    const genuine = await verifyTimestamp(token, STAMPED, roots);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const changed = token.map((byte, index) => (index === at ? byte ^ bits : byte));
          const verdict = await verifyTimestamp(changed, STAMPED, roots);
          // Either it is refused, or says no other thing than the genuine one.
          if (verdict.ok && verdict.trusted) expect(verdict).toEqual(genuine);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is not made of what is none', async () => {
    for (const bytes of [new Uint8Array(), randomBytes(100), token.subarray(0, 200)]) {
      expect(await verifyTimestamp(bytes, STAMPED)).toEqual({ ok: false, problem: 'malformed' });
    }
    expect(() => tokenOfReply(randomBytes(40))).toThrow();
  });

  it('is not in an answer that refuses', async () => {
    const refusal = await tsa.reply(randomBytes(30));
    expect(() => tokenOfReply(refusal)).toThrow(/refused \(status 2\)/);
  });
});
