import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEY, putSample } from '../../contract/sample-blobs.ts';
import { TosStore } from '../../remote/tos-store.ts';
import { storeOptionsFor } from '../open-test-tos.ts';
import { startTosServer, type TosServer } from './start-tos-server.ts';

interface Answer {
  readonly status: number;
  readonly code: string | null;
}

describe('the TOS test server', () => {
  let server: TosServer;
  beforeEach(async () => {
    server = await startTosServer({ port: 0 });
  });
  afterEach(() => server.close());

  it('takes a request signed by hand, in Go’s spelling too', async () => {
    expect(await putSigned({})).toMatchObject({ status: 200 });
    expect(await putSigned({ comma: ',' })).toMatchObject({ status: 200 });
    expect(server.stats.unauthorised).toBe(0);
  });

  it.each([
    ['no signature', { authorization: '' }, 'AccessDenied'],
    ['another secret', { secret: 'other' }, 'SignatureDoesNotMatch'],
    ['another region', { region: 'cn-other' }, 'SignatureDoesNotMatch'],
    ['a changed header', { changed: { 'x-tos-meta-a': '2' } }, 'SignatureDoesNotMatch'],
    ['an unsigned header', { changed: { 'x-tos-acl': 'public-read' } }, 'AccessDenied'],
    ['a clock 16 minutes off', { skewMs: -16 * 60_000 }, 'RequestTimeTooSkewed'],
  ])('refuses %s', async (_, how, code) => {
    expect(await putSigned(how)).toEqual({ status: 403, code });
    expect(server.objects.size).toBe(0);
    expect(server.stats.unauthorised).toBe(1);
  });

  it('takes a clock 14 minutes off', async () => {
    expect(await putSigned({ skewMs: 14 * 60_000 })).toMatchObject({ status: 200 });
  });

  it('refuses a body without a length, as chunked encoding has it', async () => {
    expect(await putSigned({ chunked: true })).toEqual({
      status: 411,
      code: 'MissingContentLength',
    });
  });

  it('lets a fault strike as often, as late and where its rule says', async () => {
    const fault = { kind: 'status', status: 500, code: 'InternalError' } as const;
    server.addFault({ operation: 'put', key: '^other/', fault });
    server.addFault({ operation: 'put', fault, after: 1, times: 2 });
    const statuses: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) statuses.push((await putSigned({})).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it('runs as a process, and tells what it has', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--discard'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const told = JSON.parse(String(line));
    const store = new TosStore({ ...storeOptionsFor(server), endpoint: told.endpoint });
    await putSample(store, KEY, Buffer.from('content'));
    const objects = await fetch(`http://${told.endpoint}/_control/objects`);
    expect(await objects.json()).toMatchObject([{ key: KEY, size: 7 }]);
    await fetch(`http://${told.endpoint}/_control/faults`, {
      method: 'POST',
      body: JSON.stringify({ fault: { kind: 'bad-gateway' } }),
    });
    await expect(store.head(KEY)).rejects.toMatchObject({ code: 'unavailable' });
    await store.close();
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  /** A put of "content", signed as the service's rules say and by nothing else of ours. */
  function putSigned(how: {
    readonly secret?: string;
    readonly region?: string;
    readonly skewMs?: number;
    readonly comma?: string;
    readonly authorization?: string;
    readonly changed?: Readonly<Record<string, string>>;
    readonly chunked?: boolean;
  }): Promise<Answer> {
    const path = `/${server.bucket}/a%20b/c.ts`;
    const date = new Date(Date.now() + (how.skewMs ?? 0)).toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${date.slice(0, 8)}/${how.region ?? 'cn-test'}/tos/request`;
    const signed = 'host;x-tos-content-sha256;x-tos-date;x-tos-meta-a';
    const canonical = `PUT\n${path}\n\nhost:${server.endpoint}\nx-tos-content-sha256:UNSIGNED-PAYLOAD\nx-tos-date:${date}\nx-tos-meta-a:1\n\n${signed}\nUNSIGNED-PAYLOAD`;
    const hash = createHash('sha256').update(canonical).digest('hex');
    let key = Buffer.from(how.secret ?? server.credentials.secretAccessKey);
    for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
    const signature = createHmac('sha256', key)
      .update(`TOS4-HMAC-SHA256\n${date}\n${scope}\n${hash}`)
      .digest('hex');
    const parts = [
      `TOS4-HMAC-SHA256 Credential=${server.credentials.accessKeyId}/${scope}`,
      `SignedHeaders=${signed}`,
      `Signature=${signature}`,
    ];
    return send(path, {
      authorization: how.authorization ?? parts.join(how.comma ?? ', '),
      'x-tos-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-tos-date': date,
      'x-tos-meta-a': '1',
      ...(how.chunked === true ? { 'transfer-encoding': 'chunked' } : { 'content-length': '7' }),
      ...how.changed,
    });
  }

  async function send(path: string, headers: Record<string, string>): Promise<Answer> {
    const outgoing = request({
      host: '127.0.0.1',
      port: server.port,
      method: 'PUT',
      path,
      headers,
    });
    outgoing.end('content');
    const [incoming] = await once(outgoing, 'response');
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk);
    const text = Buffer.concat(body).toString();
    return { status: incoming.statusCode, code: text === '' ? null : JSON.parse(text).Code };
  }
});
