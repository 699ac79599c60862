import { once } from 'node:events';
import { createServer } from 'node:http';
import { beforeAll, describe, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../testing/has-programs.ts';
import { selfSignedCertificate } from '../testing/self-signed.ts';
import { buildTestApp, electron, setUpDesktop } from '../testing/set-up-desktop.ts';
import { startSquid } from '../testing/squid.ts';
import { until } from '../testing/until.ts';

/** No name server knows it: only the proxy does. */
const NAME = 'portal.test';

/** A PAC file on a server of its own, which sends the portal through the proxy and all else directly. */
async function servePac(proxy: string): Promise<string> {
  const script = `function FindProxyForURL(url, host) {
    return host === '${NAME}' ? 'PROXY ${new URL(proxy).host}' : 'DIRECT';
  }`;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/x-ns-proxy-autoconfig');
    response.end(script);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/proxy.pac`;
}

describe.skipIf(electron === null || !hasPrograms('squid', 'openssl'))('a PAC file', () => {
  let app = '';
  beforeAll(async () => {
    app = await buildTestApp('desktop-proxy');
  });

  test('leads the app to the portal: it enrols, records and uploads through the proxy', async () => {
    const certificate = await selfSignedCertificate(NAME);
    const squid = await startSquid({ hosts: [NAME] });
    const { portal, startRecording, finish } = await setUpDesktop(app, { certificate });
    const { desktop } = await startRecording({
      switches: [`--proxy-pac-url=${await servePac(squid.url)}`],
      environment: { NODE_EXTRA_CA_CERTS: certificate.certFile },
    });
    await desktop.quit();
    await finish('span stopped');
    const tunnel = `CONNECT ${new URL(portal.url).host}`;
    await until('the log', async () => (await squid.log()).includes(tunnel));
  }, 90_000);
});
