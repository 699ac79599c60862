import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { CaseId, EvidencePackageId, newId, UserId } from '@workcompanion/core/ids';
import type { NotificationFacts, NotificationTopic } from '@workcompanion/core/notifications';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { notify } from '@workcompanion/db/notifications/notify';
import { mailChoices, notifications } from '@workcompanion/db/schema/notifications';
import { users } from '@workcompanion/db/schema/users';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorkerLogger } from '../create-worker-logger.ts';
import type { WorkerContext } from '../job.ts';
import { sendNotifications } from './send-notifications.ts';

const HOUR = 3_600_000_000;
/** 12:00 in Berlin. */
const START = Date.parse('2026-12-02T11:00:00Z') * 1000;
const FROM = 'WorkCompanion <portal@example.com>';
const PORTAL = 'https://portal.example';

interface Received {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly id: string;
}

let database: TestDatabase;
let ctx: WorkerContext;
let smtp: SMTPServer;
let port: number;
let now = START;
let isFull = false;
const received: Received[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    now: () => now,
    log: createWorkerLogger('silent', null),
    stopping: new AbortController().signal,
    hot: new FolderHotStore(tmpdir()),
    thumbnails: new FolderStore(tmpdir()),
    evidencePackages: new FolderStore(tmpdir()),
    journal: new FolderStore(tmpdir()),
    archive: null,
    masterKey: randomBytes(32),
  };
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      if (isFull) {
        done(Object.assign(new Error('mailbox is full'), { responseCode: 452 }));
        return;
      }
      const to = session.envelope.rcptTo.map(({ address }) => address).join();
      received.push({ to, ...partsOf(Buffer.concat(chunks).toString('utf8')) });
      done();
    },
  });
  const listening = smtp.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  port = portOf(listening.address());
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await database.close();
});
beforeEach(async () => {
  now = START;
  isFull = false;
  received.length = 0;
  await database.owner.db.delete(notifications);
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Subject, words and Message-ID of a message on the wire. */
function partsOf(raw: string): Omit<Received, 'to'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = head.replaceAll('\r\n ', ' ');
  const subject = /^Subject: (.*)$/m.exec(headers)?.[1] ?? '';
  const body = rest.join('\r\n\r\n');
  const isBase64 = /^Content-Transfer-Encoding: base64$/im.test(headers);
  return {
    subject: decodeWords(subject),
    text: isBase64 ? Buffer.from(body, 'base64').toString('utf8') : body,
    id: /^Message-ID: (.*)$/m.exec(headers)?.[1] ?? '',
  };
}

/** RFC 2047, base64 and UTF-8 alone. */
function decodeWords(header: string): string {
  const words = [...header.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/gi)];
  if (words.length === 0) return header;
  return words.map(([, word = '']) => Buffer.from(word, 'base64').toString('utf8')).join('');
}

const send = () =>
  sendNotifications({
    mail: { url: `smtp://127.0.0.1:${port}`, from: FROM },
    publicUrl: PORTAL,
  }).run(ctx);

interface Choice {
  readonly locale?: string;
  readonly atOnce?: readonly NotificationTopic[];
  readonly daily?: readonly NotificationTopic[];
}

async function makeReader({ locale = 'en', atOnce = [], daily = [] }: Choice): Promise<UserId> {
  const userId = newId(UserId);
  await database.db.insert(users).values({
    id: userId,
    email: `${userId}@example.com`,
    name: 'Ada Lovelace',
    roles: ['compliance'],
    createdAt: 0,
  });
  await database.db.insert(mailChoices).values({
    userId,
    locale,
    timeZone: 'Europe/Berlin',
    atOnce: [...atOnce],
    daily: [...daily],
  });
  return userId;
}

const MADE: NotificationFacts = {
  kind: 'package-made',
  evidencePackage: newId(EvidencePackageId),
  case: { id: newId(CaseId), title: 'Invoice 4711' },
  clip: 'The change',
};

const tell = (user: UserId, facts: NotificationFacts = MADE): Promise<void> =>
  withTransaction(database.db, (tx) => notify(tx, { users: [user], facts, at: now }));

const rowOf = async (user: UserId) => {
  const [row] = await database.db
    .select()
    .from(notifications)
    .where(eq(notifications.userId, user));
  if (row === undefined) throw new Error('nothing was told');
  return row;
};

test('is sent at once, with a link and without a name of person, case or clip', async () => {
  const user = await makeReader({ atOnce: ['packages'] });
  await tell(user);
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  const [mail] = received;
  expect(mail?.to).toBe(`${user}@example.com`);
  expect(mail?.subject).toBe('Your evidence package is ready');
  expect(mail?.text).toContain(`${PORTAL}/inbox`);
  for (const secret of ['Invoice', 'change', 'Ada']) {
    expect(mail?.text.replace('You can change that there.', '')).not.toContain(secret);
  }
  expect((await rowOf(user)).mailedAt).toBe(now);
  expect(await send()).toBeNull();
});

test('speaks the language of its reader', async () => {
  await tell(await makeReader({ locale: 'zh-CN', atOnce: ['packages'] }));
  await send();
  expect(received[0]?.subject).toBe('您的证据包已制作完成');
  expect(received[0]?.text).toContain('请在收件箱中查看');
});

test('is one e-mail in the morning for whoever chose that, of what is unread by then', async () => {
  const user = await makeReader({ daily: ['packages', 'alarms'] });
  await tell(user);
  await tell(user, { kind: 'alarm', alert: 'storage', event: 'raised' });
  await tell(user, { ...MADE, kind: 'package-failed' });
  await database.db
    .update(notifications)
    .set({ readAt: now, nextAt: null })
    .where(eq(notifications.id, (await rowOf(user)).id));
  now = START + 19 * HOUR;
  expect(await send()).toBeNull();
  now = START + 20 * HOUR;
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  expect(received.map(({ subject }) => subject)).toEqual(['2 new messages in WorkCompanion']);
});

test('is not sent to who did not choose it, nor to an account that was disabled since', async () => {
  await tell(await makeReader({}));
  const gone = await makeReader({ atOnce: ['packages'] });
  await tell(gone);
  await database.db.update(users).set({ disabledAt: now }).where(eq(users.id, gone));
  await send();
  expect(received).toEqual([]);
  expect(await rowOf(gone)).toMatchObject({ nextAt: null, mailedAt: null });
});

test('is tried again under the same Message-ID where the mail server refuses it', async () => {
  const user = await makeReader({ atOnce: ['packages'] });
  await tell(user);
  isFull = true;
  expect(await send()).toEqual({ sent: 0, failed: 1 });
  const { lastError, nextAt, id } = await rowOf(user);
  expect(lastError).toContain('mailbox is full');
  expect(nextAt).toBeGreaterThan(now);
  isFull = false;
  now = nextAt ?? 0;
  expect(await send()).toEqual({ sent: 1, failed: 0 });
  expect(received.map((mail) => mail.id)).toEqual([`<${id}@workcompanion>`]);
});

test('is sent once by two workers at the same time', async () => {
  const user = await makeReader({ atOnce: ['packages'] });
  await tell(user);
  await Promise.all([send(), send(), send()]);
  expect(received).toHaveLength(1);
});
