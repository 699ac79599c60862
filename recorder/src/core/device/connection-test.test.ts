import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { selfSigned } from '../../testing/self-signed.ts';
import { TestPortal } from '../../testing/test-portal.ts';
import { until } from '../../testing/until.ts';
import { ConnectionTest } from './connection-test.ts';
import { Proxies } from './proxies.ts';

/** What became of each step, as "name failed name-not-found". Nothing is enrolled here. */
async function tryConnection(
  server: string,
  ca?: string,
  proxies = new Proxies('direct', {}),
): Promise<string[]> {
  const progress = { phase: 'connecting', problem: 'enrolment-token-revoked' } as const;
  const tested = new ConnectionTest(
    { server, ca, pin: undefined, proxies },
    { recorder: null, progress },
  );
  tested.start();
  await until('the end of the test', () => tested.report?.running === false, 20_000);
  return (tested.report?.steps ?? []).map(({ step, outcome, problem }) =>
    [step, outcome, ...(problem === null ? [] : [problem])].join(' '),
  );
}

async function serverOf(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const skipped = (...steps: string[]) => steps.map((step) => `${step} skipped`);

describe('a test of the connection names', () => {
  test.each([
    ['portal.example', 'address-no-scheme'],
    ['http://portal.example', 'address-plain-http'],
    ['https://', 'address-invalid'],
  ])('an address that is none: %s', async (server, problem) => {
    const [first, second] = await tryConnection(server);
    expect([first, second]).toEqual([`address failed ${problem}`, 'name skipped']);
  });

  test('a name that nobody knows', async () => {
    const steps = await tryConnection('https://portal.invalid');
    expect(steps.slice(0, 3)).toEqual(['address ok', 'name failed name-not-found', 'tcp skipped']);
  });

  test('a port at which nothing answers', async () => {
    const steps = await tryConnection(`https://127.0.0.1:${await closedPort()}`);
    expect(steps.slice(1, 4)).toEqual(['name ok', 'tcp failed not-reachable', 'tls skipped']);
  });

  test.skipIf(!hasPrograms('openssl'))('a certificate that is not trusted, or is', async () => {
    const { url, certFile } = await selfSigned();
    expect((await tryConnection(url)).slice(2, 5)).toEqual([
      'tcp ok',
      'tls failed certificate-unknown',
      'portal skipped',
    ]);
    expect((await tryConnection(url, certFile)).slice(3, 5)).toEqual([
      'tls ok',
      'portal failed not-the-protocol',
    ]);
  });

  test('a stranger at the address', async () => {
    const url = await serverOf((_, response) => response.end('<h1>Sign in to the Wi-Fi</h1>'));
    expect((await tryConnection(url)).slice(3)).toEqual([
      'tls skipped',
      'portal failed not-the-protocol',
      ...skipped('clock', 'enrolment', 'upload'),
    ]);
  });

  test('a clock that is two hours off, and goes on to the token', async () => {
    const portal = await TestPortal.start();
    onTestFinished(() => portal.offline());
    expect((await tryConnection(portal.url)).slice(4)).toEqual([
      'portal ok',
      'clock ok',
      'enrolment failed enrolment-token-revoked',
      'upload skipped',
    ]);
    portal.state.clockAheadMs = -7_200_000;
    expect((await tryConnection(portal.url)).slice(4, 6)).toEqual([
      'portal ok',
      'clock failed clock-off',
    ]);
  });
});
