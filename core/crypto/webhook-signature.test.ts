import { describe, expect, test } from 'vitest';
import { isWebhookSignature, signWebhook } from './webhook-signature.ts';

const SIGNED = { secret: 'whsec_fixed', body: '{"alert":"storage"}' };
const AT = 1_795_000_000;
/** printf '1795000000.{"alert":"storage"}' | openssl dgst -sha256 -hmac whsec_fixed */
const VECTOR = 'fcf76d1831edd4e8b132db708728de90c5b78908f30e93866b85b0cce857a009';

describe('the signature of a webhook', () => {
  test('is what openssl makes of time and body', () => {
    expect(signWebhook(SIGNED, AT)).toBe(`t=${AT},v1=${VECTOR}`);
  });

  test.each([
    ['is accepted within its time', {}, SIGNED, AT + 299, true],
    ['is refused when it is old', {}, SIGNED, AT + 301, false],
    ['is of one body only', {}, { ...SIGNED, body: '{"alert":"fleet"}' }, AT, false],
    ['is of one secret only', {}, { ...SIGNED, secret: 'another' }, AT, false],
  ] as const)('%s', (_, __, signed, now, isGood) => {
    const header = signWebhook(SIGNED, AT);
    expect(isWebhookSignature(header, signed, { now, toleranceSeconds: 300 })).toBe(isGood);
  });

  test('is of its time only, and of one form', () => {
    const late = `t=${AT + 1},v1=${VECTOR}`;
    for (const header of [late, '', 't=1', `v1=${VECTOR}`]) {
      expect(isWebhookSignature(header, SIGNED, { now: AT, toleranceSeconds: 300 })).toBe(false);
    }
  });
});
