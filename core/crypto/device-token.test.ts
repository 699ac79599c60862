import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { DeviceId, newId, UserId } from '../ids.ts';
import { deviceTokenIssuer, signDeviceToken, verifyDeviceToken } from './device-token.ts';
import { generateSigningKeyPair } from './key-pair.ts';

const { publicKey, privateKey } = await generateSigningKeyPair();
const device = newId(DeviceId);
const audience = 'https://portal.example';
const nowMs = Date.UTC(2026, 2, 29, 8);
const check = { publicKey, audiences: ['http://127.0.0.1:3000', audience], nowMs };
const sign = () => signDeviceToken({ device, audience, privateKey, nowMs });

describe('device token', () => {
  it('tells the device it was signed by', async () => {
    const token = await sign();
    expect(deviceTokenIssuer(token)).toBe(device);
    expect(await verifyDeviceToken(token, check)).toBe(device);
  });

  it('is another one each time', async () => {
    expect(await sign()).not.toBe(await sign());
  });

  it.each([
    ['half a minute early', -30, undefined],
    ['a minute early', -60, 'token-expired'],
    ['for five minutes', 299, undefined],
    ['five and a half minutes late, at the edge of the leeway', 329, undefined],
    ['later', 331, 'token-expired'],
  ])('is judged %s', async (_, seconds, code) => {
    const verdict = verifyDeviceToken(await sign(), { ...check, nowMs: nowMs + seconds * 1000 });
    if (code === undefined) expect(await verdict).toBe(device);
    else await expect(verdict).rejects.toMatchObject({ code });
  });

  it('is refused by another server', async () => {
    const elsewhere = { ...check, audiences: ['https://other.example'] };
    await expect(verifyDeviceToken(await sign(), elsewhere)).rejects.toMatchObject({
      code: 'wrong-audience',
    });
  });

  it('is refused when another key signed it', async () => {
    const other = await generateSigningKeyPair();
    await expect(
      verifyDeviceToken(await sign(), { ...check, publicKey: other.publicKey }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('can’t be made to last by its own claim', async () => {
    const token = await custom({ exp: nowMs / 1000 + 86_400 });
    expect(await verifyDeviceToken(token, check)).toBe(device);
    await expect(
      verifyDeviceToken(token, { ...check, nowMs: nowMs + 3_600_000 }),
    ).rejects.toMatchObject({ code: 'token-expired' });
  });

  it.each([
    ['no id of its own', { jti: undefined }],
    ['another subject', { sub: newId(UserId) }],
    ['no end', { exp: undefined }],
    ['no beginning', { iat: undefined }],
  ])('is refused with %s', async (_, claims) => {
    await expect(verifyDeviceToken(await custom(claims), check)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('is refused with the type of another document', async () => {
    await expect(verifyDeviceToken(await custom({}, 'JWT'), check)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it.each(['', 'x', 'a.b.c', 'x'.repeat(100_000)])(
    'is refused when it is garbage',
    async (token) => {
      expect(() => deviceTokenIssuer(token)).toThrow(
        expect.objectContaining({ code: 'unauthenticated' }),
      );
      await expect(verifyDeviceToken(token, check)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    },
  );
});

function custom(claims: Record<string, unknown>, typ = 'wc-device+jwt'): Promise<string> {
  const iat = nowMs / 1000;
  const standard = { iss: device, sub: device, aud: audience, iat, exp: iat + 300, jti: 'x' };
  return new SignJWT({ ...standard, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ })
    .sign(privateKey);
}
