import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { selfSigned } from '../../testing/self-signed.ts';
import { type ServerTrust, trustedAgent } from './server-trust.ts';

async function ask(url: string, trust: ServerTrust): Promise<string> {
  const dispatcher = trustedAgent(trust);
  try {
    return await (await request(url, { dispatcher })).body.text();
  } finally {
    await dispatcher.destroy();
  }
}

describe.skipIf(!hasPrograms('openssl'))('trust in the server', () => {
  test('refuses a certificate that no known authority signed', async () => {
    const { url } = await selfSigned();
    await expect(ask(url, {})).rejects.toThrow(/self-signed/);
  });

  test('takes a private authority, for the name in its certificates', async () => {
    const { url, cert } = await selfSigned();
    expect(await ask(url, { ca: cert })).toBe('hello');
    const other = await selfSigned('portal.example');
    await expect(ask(other.url, { ca: other.cert })).rejects.toThrow(/altnames/);
  });

  test('takes a pinned key whatever the certificate says, and no other key', async () => {
    const { url, pin } = await selfSigned('portal.example');
    expect(await ask(url, { pin })).toBe('hello');
    const impostor = await selfSigned();
    await expect(ask(impostor.url, { pin })).rejects.toThrow('pinned key');
    await expect(ask(impostor.url, { pin, ca: impostor.cert })).rejects.toThrow('pinned key');
  });

  test('refuses a pin that is none', () => {
    expect(() => trustedAgent({ pin: 'sha256//short' })).toThrow('sha256//BASE64');
  });
});
