import type { NotificationKind } from '@workcompanion/core/notifications';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { InboxPage, ListInbox } from '../../contract/inbox.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import {
  decideControlRequest,
  withdrawControlRequest,
} from '../approvals/decide-control-request.ts';
import type { UserContext } from '../auth/user-context.ts';
import { decideEvidencePackage } from '../evidence-packages/decide-evidence-package.ts';
import { changeEvidencePackageSettings } from '../evidence-packages/evidence-package-settings.ts';
import { requestEvidencePackage } from '../evidence-packages/request-evidence-package.ts';
import { answerRemark, makeRemark } from '../remarks/remarks.ts';
import { testMail } from '../settings/test-mail.ts';
import { type AccessWorld, makeAccessWorld } from '../testing/access-world.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeSignedInUser } from '../testing/test-user.ts';
import { changeWatchingSettings } from '../watching/change-watching-settings.ts';
import { countUnread, listInbox } from './list-inbox.ts';
import { changeMailChoice, readMailChoice } from './mail-choice.ts';
import { markRead } from './mark-read.ts';

let server: TestServer;
let world: AccessWorld;
let admin: UserContext;
let compliance: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  world = await makeAccessWorld(server.context());
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await makeSignedInUser(server.context(), ['admin']);
  compliance = await makeSignedInUser(server.context(), ['compliance']);
});

const inboxOf = async (ctx: UserContext) => {
  const page = await listInbox(ctx, ListInbox.parse({}));
  expect(InboxPage.safeParse(page).error).toBeUndefined();
  return page.items;
};
const newTo = async (ctx: UserContext): Promise<NotificationKind[]> =>
  (await inboxOf(ctx)).filter(({ isNew }) => isNew).map(({ facts }) => facts.kind);

/** Lets managers see footage after a minute: somebody else has to agree. */
const askForLess = (ctx: UserContext) =>
  changeWatchingSettings(ctx, {
    ...WatchingSettings.parse({ exemptRoles: [], delayMinutes: 1 }),
    why: 'Quicker answers',
  });

describe('a request that needs two', () => {
  test('is told to who may agree, and its end to who asked', async () => {
    const { waitsFor } = await askForLess(admin);
    if (waitsFor === null) throw new Error('it was done at once');
    expect(await newTo(admin)).toEqual([]);
    expect((await inboxOf(compliance))[0]?.facts).toMatchObject({
      kind: 'approval-asked',
      request: waitsFor,
      act: 'watching-settings',
      by: 'Ada',
    });
    await decideControlRequest(compliance, { request: waitsFor, isAgreed: false, note: 'No.' });
    expect(await newTo(compliance)).toEqual([]);
    expect(await newTo(admin)).toEqual(['approval-refused']);
  });

  test('is nothing new any more once it was withdrawn, and asking twice is told once', async () => {
    const { waitsFor } = await askForLess(admin);
    await askForLess(admin);
    expect(await newTo(compliance)).toEqual(['approval-asked']);
    if (waitsFor === null) throw new Error('it was done at once');
    await withdrawControlRequest(admin, { request: waitsFor });
    expect(await newTo(compliance)).toEqual([]);
  });
});

test('a remark is told to the manager of the team, and its answer to who made it', async () => {
  const manager = await world.as('manager');
  const other = await world.as('otherManager');
  const self = await world.as('self');
  const { from, to } = world.footage;
  const { id } = await makeRemark(self, { kind: 'dispute', from, to, text: 'A training.' });
  expect(await newTo(manager)).toEqual(['remark']);
  expect(await newTo(other)).toEqual([]);
  expect(await newTo(compliance)).toEqual([]);
  expect(JSON.stringify(await inboxOf(manager))).not.toContain('A training.');
  await answerRemark(manager, { remark: id, answer: 'Noted.' });
  expect((await inboxOf(self))[0]?.facts).toMatchObject({ kind: 'answer', from, to });
});

test('a row names nobody any more once its reader’s rights over them have ended', async () => {
  const manager = await makeSignedInUser(server.context(), ['manager']);
  const managing = { teamId: world.team, userId: manager.user.id };
  await manager.db.insert(teamManagers).values(managing);
  const { from, to } = world.footage;
  await makeRemark(await world.as('self'), { kind: 'dispute', from, to, text: 'Mine.' });
  const [before] = await inboxOf(manager);
  const name = before && 'person' in before.facts ? before.facts.person.name : '';
  expect(name).not.toBe('');
  await manager.db.delete(teamManagers).where(eq(teamManagers.userId, manager.user.id));
  const after = await inboxOf(manager);
  expect(after[0]).toMatchObject({ id: before?.id, isReachable: false });
  expect(JSON.stringify(after)).not.toContain(name);
});

test('a package is told to the other members of its case, and a refusal to who asked', async () => {
  const maker = await world.as('compliance');
  const second = await world.as('compliance');
  await changeEvidencePackageSettings(admin, { secondPerson: true });
  const { id } = await requestEvidencePackage(maker, {
    clip: world.evidence.clip,
    reason: 'complaint',
    note: 'Letter',
    password: null,
    redaction: { withheld: [], blurred: [] },
  });
  expect(await newTo(second)).toContain('package-asked');
  expect(await newTo(maker)).not.toContain('package-asked');
  await decideEvidencePackage(second, { evidencePackage: id, isApproved: false, note: 'No.' });
  expect(await newTo(second)).not.toContain('package-asked');
  expect(await newTo(maker)).toContain('package-refused');
});

test('what is read is read for its reader alone, one by one or all', async () => {
  const second = await makeSignedInUser(server.context(), ['compliance']);
  await askForLess(admin);
  const [item] = await inboxOf(compliance);
  await markRead(second, { notification: item?.id ?? null });
  expect(await countUnread(compliance)).toEqual({ count: 1 });
  await markRead(compliance, { notification: item?.id ?? null });
  expect(await countUnread(compliance)).toEqual({ count: 0 });
  expect(await countUnread(second)).toEqual({ count: 1 });
  await markRead(second, { notification: null });
  expect(await countUnread(second)).toEqual({ count: 0 });
});

describe('e-mail', () => {
  const topics = {
    approvals: 'at-once',
    packages: 'daily',
    remarks: 'never',
    searches: 'never',
    alarms: 'never',
  } as const;

  test('is chosen by topic, and is nobody’s before', async () => {
    expect((await readMailChoice(admin)).topics.approvals).toBe('never');
    await changeMailChoice(admin, { topics, locale: 'zh-CN', timeZone: 'Asia/Shanghai' });
    expect(await readMailChoice(admin)).toMatchObject({ hasMail: true, topics });
    expect((await readMailChoice(compliance)).topics.approvals).toBe('never');
    const there = changeMailChoice(admin, { topics, locale: 'en', timeZone: 'Mars/Base' });
    await expect(there).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('is tested by who runs the system, who reads why it was not taken', async () => {
    const tested = await testMail(admin);
    expect(tested).toMatchObject({ to: admin.user.email });
    expect(tested.error).toContain('ECONNREFUSED');
    await expect(testMail(compliance)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
