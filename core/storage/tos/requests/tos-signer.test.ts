import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { KEY } from '../../contract/sample-blobs.ts';
import { openTosClient, openTransport } from '../open-tos-client.ts';
import { runCall } from '../transport/tos-call.ts';
import { TosSigner } from './tos-signer.ts';

const CREDENTIALS = { accessKeyId: 'AKEY', secretAccessKey: 'a secret', stsToken: 'a token' };

describe('TosSigner', () => {
  it('signs as the SDK does', async () => {
    const headers = await sentBySdk();
    const signer = new TosSigner(CREDENTIALS, 'cn-test');
    const date = String(headers['x-tos-date']);
    const request = {
      method: 'HEAD',
      path: `/test-bucket/${KEY}`,
      signed: { host: String(headers.host) },
    };
    for (let again = 0; again < 2; again += 1) {
      const signed = signer.sign(request, timeOf(date));
      expect(headers).toMatchObject(signed);
    }
  });

  it('signs by the day of the request', () => {
    const signer = new TosSigner(CREDENTIALS, 'cn-test');
    const request = { method: 'HEAD', path: '/a', signed: { host: 'h' } };
    const at = (day: string) =>
      signer.sign(request, Date.parse(`${day}T23:59:59.999Z`))['authorization'];
    const first = at('2026-03-28');
    expect(first).toContain('Credential=AKEY/20260328/cn-test/tos/request');
    expect(at('2026-03-29')).not.toBe(first);
    expect(at('2026-03-28')).toBe(first);
  });
});

/** What the SDK sends when it looks for `KEY`. */
async function sentBySdk(): Promise<IncomingHttpHeaders> {
  const sent: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, outgoing) => {
    sent.push(incoming.headers);
    outgoing.writeHead(200, { 'x-tos-request-id': 'r' }).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const options = {
    endpoint: `127.0.0.1:${port}`,
    region: 'cn-test',
    bucket: 'test-bucket',
    credentials: CREDENTIALS,
    secure: false,
  };
  const transport = openTransport(options);
  try {
    const { client } = await openTosClient(options, transport);
    await runCall({}, () => client.headObject({ key: KEY }));
  } finally {
    transport.agent.destroy();
    server.close();
  }
  return sent[0] ?? {};
}

function timeOf(date: string): number {
  return Date.parse(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}
