import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { RecorderProcess } from '../../testing/recorder-process.ts';
import { selfSigned, selfSignedCertificate } from '../../testing/self-signed.ts';
import { PROXY_USER, startSquid } from '../../testing/squid.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { TestPortal } from '../../testing/test-portal.ts';
import { TestScreen } from '../../testing/test-screen.ts';
import { until } from '../../testing/until.ts';
import { connectionProblem } from './connection-problem.ts';
import { Proxies } from './proxies.ts';
import { trustedAgent } from './server-trust.ts';

/** What a server that is asked by this way answers, or what is wrong, as the window names it. */
async function ask(url: string, ca: string, proxies: Proxies): Promise<string> {
  const dispatcher = trustedAgent({ ca }, proxies);
  try {
    return await (await request(url, { dispatcher })).body.text();
  } catch (error) {
    return connectionProblem(error);
  } finally {
    await dispatcher.destroy();
  }
}

function heard(answer: string): Proxies {
  const proxies = new Proxies(undefined, {});
  proxies.system = answer;
  return proxies;
}

const account = (url: string, user: string) => url.replace('//', `//${user}@`);

describe.skipIf(!hasPrograms('squid', 'openssl'))('through a proxy', () => {
  test('a request goes by CONNECT, by the first way of a PAC file that leads on', async () => {
    const { url, cert } = await selfSigned();
    const squid = await startSquid();
    const { host } = new URL(squid.url);
    expect(await ask(url, cert, new Proxies(squid.url, {}))).toBe('hello');
    expect(await ask(url, cert, heard(`PROXY 127.0.0.1:1; PROXY ${host}`))).toBe('hello');
    expect(await ask(url, cert, heard('PROXY 127.0.0.1:1; DIRECT'))).toBe('hello');
    expect(await ask(url, cert, heard('PROXY 127.0.0.1:1'))).toBe('proxy-unreachable');
    const tunnels = async () => (await squid.log()).match(/TCP_TUNNEL\/200/g)?.length;
    await until('the log', async () => (await tunnels()) === 2);
  });

  test('a request shows who asks, and says when that is not who may', async () => {
    const { url, cert } = await selfSigned();
    const squid = await startSquid({ authenticated: true });
    const by = (user: string) => ask(url, cert, new Proxies(account(squid.url, user), {}));
    expect(await by(PROXY_USER)).toBe('hello');
    expect(await by('anna:wrong')).toBe('proxy-authentication');
    expect(await ask(url, cert, new Proxies(squid.url, {}))).toBe('proxy-authentication');
  });

  test.skipIf(!hasPrograms('Xvfb', 'ffmpeg', '/usr/lib/squid/security_file_certgen'))(
    'that opens TLS and wants a name, a recorder enrols and uploads',
    async () => {
      const folder = await tempFolder();
      const certificate = await selfSignedCertificate();
      const portal = await TestPortal.start(certificate);
      const screen = await TestScreen.start();
      onTestFinished(async () => {
        await portal.offline();
        await screen.stop();
      });
      const inspector = await selfSignedCertificate('inspector.example');
      const caFile = join(folder, 'inspector.pem');
      await writeFile(caFile, inspector.key + inspector.cert, { mode: 0o644 });
      const squid = await startSquid({
        authenticated: true,
        inspecting: { caFile, upstreamCa: certificate.certFile },
      });
      const recorder = RecorderProcess.start({
        folder: join(folder, 'data'),
        portal,
        screen,
        args: [
          '--accept-notice',
          ...['--ca', inspector.certFile, '--proxy', account(squid.url, PROXY_USER)],
        ],
      });
      await until('a segment', () => portal.state.segments.size > 0, 90_000);
      await recorder.stop();
      const uploaded = /(?:PUT|POST) https:\/\/localhost/;
      await until('the log', async () => uploaded.test(await squid.log()));
      expect(portal.state.devices.size).toBe(1);
    },
    120_000,
  );
});
