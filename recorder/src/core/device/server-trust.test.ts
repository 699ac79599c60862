import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { request } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { type ServerTrust, trustedAgent } from './server-trust.ts';

/** A server with a certificate that it signed itself, for a name that is not the one it is called by. */
async function selfSigned(name = 'localhost') {
  const folder = await tempFolder();
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', keyFile, '-out', certFile, '-days', '1', '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=DNS:${name}`],
    ],
    { stdio: 'ignore' },
  );
  const cert = readFileSync(certFile, 'utf8');
  const server = createServer({ key: readFileSync(keyFile), cert }, (_, response) => {
    response.end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  const pin = `sha256//${createHash('sha256').update(spki).digest('base64')}`;
  return { url: `https://localhost:${address.port}`, cert, pin };
}

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
