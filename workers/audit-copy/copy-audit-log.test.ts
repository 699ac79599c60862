import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { selfSigned } from '@workcompanion/core/storage/testing/self-signed';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import { verifyAuditCopy } from '@workcompanion/db/audit/audit-copy';
import { lookAtAuditCopy } from '@workcompanion/db/health/look-at-database';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { withTransaction } from '@workcompanion/db/transaction';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ArchiveFixture, openArchiveFixture } from '../archive/testing/archive-fixture.ts';
import type { Job } from '../job.ts';
import { copyAuditLog } from './copy-audit-log.ts';

const MINUTE = 60_000_000;
const keys = await generateSigningKeyPair();
const tls = await selfSigned();

let fixture: ArchiveFixture;
let folder: string;
let server: Server;
let port = 0;
let job: Job;
/** As a syslog server writes them down: a message a line. */
const kept: string[] = [];
let takesConnections = true;

beforeAll(async () => {
  fixture = await openArchiveFixture();
  const { db, masterKey } = fixture.ctx;
  await db.insert(serverKeys).values({
    kid: 'signing-1',
    purpose: 'signing',
    publicKey: keys.publicKey,
    wrappedPrivateKey: wrapKey(
      masterKey,
      Buffer.from(JSON.stringify(keys.privateKey)),
      'signing-1',
    ),
    createdAt: 0,
  });
  folder = await mkdtemp(join(tmpdir(), 'audit-copy-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await writeFile(cert, tls?.cert ?? '');
  await writeFile(key, tls?.key ?? '');
  await startServer();
  job = copyAuditLog({
    AUDIT_SYSLOG: `127.0.0.1:${port}`,
    AUDIT_SYSLOG_CA_FILE: cert,
    AUDIT_SYSLOG_CERT_FILE: cert,
    AUDIT_SYSLOG_KEY_FILE: key,
  });
});
afterAll(async () => {
  server.close();
  await fixture.dispose();
  await rm(folder, { recursive: true });
});

/** Asks for a certificate, as a server that lets not everybody write does. */
async function startServer(): Promise<void> {
  const options = { ...tls, ca: tls?.cert, requestCert: true, rejectUnauthorized: true };
  server = createServer(options, (socket) => void take(socket));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo | null;
  port = address?.port ?? 0;
}

async function take(socket: TLSSocket): Promise<void> {
  socket.on('error', () => {});
  if (!takesConnections) {
    // A server that dies before it has read all.
    socket.destroy();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  let rest = Buffer.concat(chunks);
  while (rest.length > 0) {
    const [length = ''] = /^\d+ /.exec(rest.subarray(0, 12).toString('ascii')) ?? [];
    const end = length.length + Number(length);
    kept.push(rest.subarray(length.length, end).toString('utf8'));
    rest = rest.subarray(end);
  }
}

async function append(count: number, at = fixture.ctx.now()): Promise<void> {
  await withTransaction(fixture.ctx.db, async (tx) => {
    for (let n = 0; n < count; n += 1) {
      await appendAuditEntry(tx, SYSTEM_ACTOR, {
        at,
        action: 'team.created',
        entityType: 'team',
        entityId: '1',
        details: { n, text: '录制 "quoted" \u2028' },
      });
    }
  });
}

const look = () => lookAtAuditCopy(fixture.ctx.db, fixture.ctx.now());
const verify = (lines: readonly string[]) => verifyAuditCopy(lines, keys.publicKey);

test('the audit log is copied in order, and nothing of it is lost while the receiver is away', async () => {
  await append(250, fixture.ctx.now() - 10 * MINUTE);
  expect(await look()).toEqual({ state: 'behind', waiting: 250 });
  expect(await job.run(fixture.ctx)).toEqual({ copied: 250 });
  expect(await look()).toEqual({ state: 'ok', waiting: 0 });
  expect(kept[0]).toMatch(/^<109>1 \S+Z \S+ workcompanion - team\.created - \{"seq":1,/);

  // It dies while it reads, then it is not there, then it comes back.
  await append(3);
  takesConnections = false;
  await expect(job.run(fixture.ctx)).rejects.toThrow();
  expect(job.everyMs).toBeGreaterThan(60_000);
  server.close();
  await append(3);
  await expect(job.run(fixture.ctx)).rejects.toThrow();
  expect(await look()).toEqual({ state: 'ok', waiting: 6 });
  takesConnections = true;
  await startServer();
  expect(await job.run(fixture.ctx)).toEqual({ copied: 6 });
  expect(job.everyMs).toBeLessThan(60_000);
  expect(await job.run(fixture.ctx)).toBeNull();

  expect(await verify(kept)).toMatchObject({ ok: true, from: 1, to: 256 });
});

test('what somebody did to the copy is found', async () => {
  const forged = (change: (line: string) => string) =>
    kept.map((line) => (line.includes('{"seq":100,') ? change(line) : line));
  expect(
    await verify(['another program: hello', ...kept.slice(3), ...kept.slice(200)]),
  ).toMatchObject({ ok: true, from: 4, to: 256 });
  expect(await verify(forged((line) => line.replace('"entityId":"1"', '"entityId":"2"')))).toEqual({
    ok: false,
    line: 100,
    seq: 100,
    problem: 'altered',
  });
  expect(await verify(forged(() => ''))).toMatchObject({ seq: 100, problem: 'missing' });
  expect(await verify(forged((line) => `${line.slice(0, -9)}"}`))).toMatchObject({
    seq: 100,
    problem: 'unsealed',
  });
  const stranger = await generateSigningKeyPair();
  expect(await verifyAuditCopy(kept, stranger.publicKey)).toMatchObject({ problem: 'unsealed' });
});
