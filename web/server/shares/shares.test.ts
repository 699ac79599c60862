import { PassThrough } from 'node:stream';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import type { Manifest } from '@workcompanion/core/evidence/manifest';
import { PackageWriter } from '@workcompanion/core/evidence/write-package';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { evidencePackageEvents } from '@workcompanion/db/schema/evidence-packages';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { type AccessWorld, makeAccessWorld } from '../testing/access-world.ts';
import { makePackage } from '../testing/make-evidence.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { downloadShared } from './download-shared.ts';
import { inspectShare } from './inspect-share.ts';
import { openShare } from './open-share.ts';
import { makeShare, revokeShare } from './shares.ts';
import { watchShared } from './watch-shared.ts';

const VIDEO = Buffer.from('not really a film, but bytes in order');
const WHOLE = { range: null, ifRange: null, headOnly: false };
const DAY = 86_400_000_000;

let server: TestServer;
let ctx: ServerContext;
let world: AccessWorld;
let maker: UserContext;
let made: EvidencePackageId;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  world = await makeAccessWorld(ctx);
  maker = await world.as('compliance');
  const content = await packageOf(world);
  made = await makePackage(ctx, { clip: world.evidence.clip, by: maker.user.id, content });
});
afterAll(() => server.close());

/** One display's film, and a text beside it that is deflated. */
async function packageOf({ evidence, person, device }: AccessWorld): Promise<Buffer> {
  const sink = new PassThrough();
  const pieces: Uint8Array[] = [];
  sink.on('data', (piece) => pieces.push(piece));
  const writer = new PackageWriter(sink, { password: null, createdAt: ctx.now() });
  await writer.add('README.txt', 'How to check it.');
  await writer.add('video/all.mp4', VIDEO);
  const key = await generateSigningKeyPair();
  const facts = {
    v: 1 as const,
    package: evidence.made,
    software: 'test',
    timeZone: 'UTC',
    case: { id: evidence.case, title: 'Case 12' },
    clip: { id: evidence.clip, title: 'The invoice' },
    person: { id: person, name: 'Lin' },
    ...world.footage,
  };
  await writer.finish({ ...facts, ...restOf(device, key.publicKey) }, key.privateKey);
  return Buffer.concat(pieces);
}

function restOf(
  device: AccessWorld['device'],
  publicKey: Manifest['serverKeys'][number],
): Omit<
  Manifest,
  | 'v'
  | 'package'
  | 'software'
  | 'timeZone'
  | 'case'
  | 'clip'
  | 'person'
  | 'from'
  | 'to'
  | 'files'
  | 'createdAt'
> {
  const journal = { path: 'journals/d.jsonl', firstIndex: 0, count: 1, prev: 'A'.repeat(43) };
  return {
    devices: [
      {
        device,
        hostname: 'desk',
        publicKey,
        enrolledAt: 0,
        displays: ['HDMI-1'],
        journal,
        context: null,
      },
    ],
    segments: [],
    windowKeys: [],
    playlists: [],
    redaction: { withheld: [], blurred: [] },
    nativeVideos: [],
    reports: [],
    certificates: null,
    windows: null,
    videos: [
      {
        path: 'video/all.mp4',
        kind: 'side-by-side',
        device: null,
        display: null,
        subtitles: 'video/all.vtt',
        blurred: false,
      },
    ],
    checkpoints: null,
    keys: 'keys.json',
    custody: 'custody.json',
    notice: 'notice.json',
    policy: 'policy.json',
    serverKeys: [publicKey],
  };
}

const code = (name: string) => expect.objectContaining({ code: name });
const share = (mayDownload = true) =>
  makeShare(maker, { evidencePackage: made, recipient: 'R. Weber', days: 7, mayDownload });
const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
const cookieOf = (setCookie: string): string => setCookie.slice(0, setCookie.indexOf(';'));
const withCookie = (cookie: string | null) => ({ header: () => cookie });

async function admitted(mayDownload = true) {
  const { id, url, passcode } = await share(mayDownload);
  const opened = await openShare(ctx, { token: tokenOf(url), passcode }, '203.0.113.7');
  return { id, token: tokenOf(url), cookies: cookieOf(opened.cookie), shown: opened.shown };
}

async function eventsOf(id: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ action: evidencePackageEvents.action, share: evidencePackageEvents.shareId })
    .from(evidencePackageEvents)
    .where(eq(evidencePackageEvents.evidencePackageId, made))
    .orderBy(asc(evidencePackageEvents.id));
  return rows.filter(({ share: of }) => of === id).map(({ action }) => action);
}

async function textOf(file: Awaited<ReturnType<typeof watchShared>>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.content?.chunks() ?? []) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

describe('a share', () => {
  test('shows nothing but its door until the passcode was right', async () => {
    const { url, passcode } = await share();
    const token = tokenOf(url);
    expect(await inspectShare(ctx, { token }, withCookie(null))).toEqual({
      state: 'closed',
      lockedUntil: null,
    });
    const typed = passcode.toLowerCase().replaceAll('-', ' ');
    const { shown, cookie } = await openShare(ctx, { token, passcode: typed }, '203.0.113.7');
    expect(shown).toMatchObject({ state: 'open', recipient: 'R. Weber', case: 'Case 12' });
    expect(cookie).toContain('HttpOnly; SameSite=Strict; Secure');
    expect(await inspectShare(ctx, { token }, withCookie(cookieOf(cookie)))).toEqual(shown);
  });

  test('opens no other share, and not by a cookie that was bent', async () => {
    const { id, cookies } = await admitted();
    const other = await share();
    const foreign = cookies.replace(id, other.id);
    for (const [which, given] of [
      [other.id, cookies],
      [other.id, foreign],
      [id, `${cookies}x`],
      [id, null],
    ] as const) {
      await expect(downloadShared(ctx, which, { ...WHOLE, cookies: given })).rejects.toEqual(
        code('unauthenticated'),
      );
    }
  });

  test('locks itself after five wrong passcodes, also those of one moment', async () => {
    const { id, url, passcode } = await share();
    const token = tokenOf(url);
    const wrong = Array.from({ length: 8 }, () =>
      openShare(ctx, { token, passcode: 'AAAA-AAAA-AAAA' }, '203.0.113.7'),
    );
    const answers = await Promise.allSettled(wrong);
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : ''));
    expect(codes.filter((given) => given === 'wrong-code')).toHaveLength(5);
    expect(codes.filter((given) => given === 'too-many-requests')).toHaveLength(3);
    await expect(openShare(ctx, { token, passcode }, '203.0.113.7')).rejects.toEqual(
      code('too-many-requests'),
    );
    const later = { ...ctx, now: () => ctx.now() + 16 * 60_000_000 };
    expect((await openShare(later, { token, passcode }, '203.0.113.7')).shown.state).toBe('open');
    expect((await eventsOf(id)).filter((action) => action === 'share-refused')).toHaveLength(5);
  });

  test('is watched by range out of the package, which is told once', async () => {
    const { id, cookies, shown } = await admitted();
    expect(shown).toMatchObject({ videos: [{ index: 0, kind: 'side-by-side' }] });
    const watch = (range: string | null) =>
      watchShared(ctx, { share: id, index: 0 }, { ...WHOLE, range, cookies });
    expect(await textOf(await watch(null))).toBe(VIDEO.toString());
    expect(await textOf(await watch('bytes=4-9'))).toBe(VIDEO.subarray(4, 10).toString());
    await expect(watch('bytes=900-')).rejects.toEqual(code('range-not-satisfiable'));
    expect(await eventsOf(id)).toEqual(['shared', 'share-opened', 'share-watched']);
  });

  test('gives the package only where that was allowed', async () => {
    const watching = await admitted(false);
    await expect(
      downloadShared(ctx, watching.id, { ...WHOLE, cookies: watching.cookies }),
    ).rejects.toEqual(code('forbidden'));
    const { id, cookies } = await admitted();
    const file = await downloadShared(ctx, id, { ...WHOLE, cookies });
    expect((await textOf(file)).slice(0, 2)).toBe('PK');
    expect(await eventsOf(id)).toEqual(['shared', 'share-opened', 'downloaded']);
  });

  test('ends at once when it is revoked, and when its time is over', async () => {
    const { id, token, cookies } = await admitted();
    const late = { ...ctx, now: () => ctx.now() + 7 * DAY };
    await expect(inspectShare(late, { token }, withCookie(cookies))).rejects.toEqual(
      code('not-found'),
    );
    await revokeShare(maker, { share: id });
    await expect(watchShared(ctx, { share: id, index: 0 }, { ...WHOLE, cookies })).rejects.toEqual(
      code('not-found'),
    );
    await expect(inspectShare(ctx, { token }, withCookie(cookies))).rejects.toEqual(
      code('not-found'),
    );
  });
});
