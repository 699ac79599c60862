import { newId, TeamId } from '@workcompanion/core/ids';
import { auditHead } from '@workcompanion/db/audit/append-audit-entry';
import { hashAuditEntry } from '@workcompanion/db/audit/hash-audit-entry';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditPage, AuditVerdict, ExportAudit, ListAudit } from '../../contract/audit.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { makeAccessWorld } from '../testing/access-world.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { exportAudit } from './export-audit.ts';
import { listAudit } from './list-audit.ts';
import { verifyAudit } from './verify-audit.ts';

let server: TestServer;
let ctx: ServerContext;
let auditor: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  auditor = await makeUser(ctx, ['auditor']);
});
afterAll(() => server.close());

interface Wanted {
  readonly entityType?: string;
  readonly entityId?: string;
  readonly at?: number;
  readonly details?: Record<string, unknown>;
}

/** Also an action that the program does not know any more; many are chained in one statement. */
async function append(action: string, wanted: Wanted = {}, count = 1): Promise<void> {
  const { at = 5_000_000, details = {} } = wanted;
  const { entityType = 'user', entityId = auditor.user.id } = wanted;
  await withTransaction(ctx.db, async (tx) => {
    let { seq, hash } = await auditHead(tx);
    const entries = Array.from({ length: count }, () => {
      seq += 1;
      const linked = {
        seq,
        at,
        userId: auditor.user.id,
        action,
        entityType,
        entityId,
        before: null,
        after: null,
        details,
        prev: hash,
      };
      hash = hashAuditEntry(linked);
      return { ...linked, hash };
    });
    await tx.insert(auditEntries).values(entries);
  });
}

async function list(query: Record<string, string>) {
  return AuditPage.parse(await listAudit(auditor, ListAudit.parse(query)));
}

async function exported(query: Record<string, string>) {
  const { headers, body } = await exportAudit(auditor, ExportAudit.parse(query));
  if (body === null || typeof body === 'string') throw new Error('not streamed');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  return { headers, text: Buffer.concat(chunks).toString('utf8') };
}

describe('the log', () => {
  test('is told the latest first, by actor, action, object and time, page by page', async () => {
    await append('a.one', { at: 1_000_000 });
    await append('a.two', { at: 2_000_000, entityType: 'policy', entityId: '3' });
    await append('a.one', { at: 3_000_000 });
    const actions = async (query: Record<string, string>) =>
      (await list(query)).items.map(({ action, at }) => [action, at]);
    expect(await actions({ action: 'a.one' })).toEqual([
      ['a.one', 3_000_000],
      ['a.one', 1_000_000],
    ]);
    expect(await actions({ entityType: 'policy', entityId: '3' })).toEqual([['a.two', 2_000_000]]);
    expect(await actions({ from: '2000000', to: '3000000' })).toEqual([['a.two', 2_000_000]]);
    const first = await list({ user: auditor.user.id, limit: '2' });
    expect(first.items.map(({ user, entityName }) => [user?.name, entityName])).toEqual([
      ['Ada', 'Ada'],
      ['Ada', null],
    ]);
    const second = await list({ limit: '2', cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ action: 'a.one', at: 1_000_000 }], next: null });
  });

  test('names what an entry is about, and of what is about somebody that person', async () => {
    const world = await makeAccessWorld(ctx);
    const { person, team, hold, deletionRequest, rule, webhook, segment } = world;
    const about = {
      [`person:${person}`]: 'person',
      [`hold:${hold}`]: 'person',
      [`deletion-request:${deletionRequest}`]: 'person',
      [`segment:${segment}`]: 'person',
      [`team:${team}`]: 'team',
      [`retention-rule:${rule}`]: 'team',
      [`webhook:${webhook}`]: 'webhook',
      'release:1.4.0': 'nothing',
    };
    for (const entity of Object.keys(about)) {
      const [entityType = '', entityId = ''] = entity.split(':');
      await append('d.named', { entityType, entityId });
    }
    const { items } = await list({ action: 'd.named', limit: '20' });
    const [of] = await ctx.db.select().from(people).where(eq(people.id, person));
    const names: Record<string, string | null | undefined> = {
      person: of?.name,
      team: `Team ${team}`,
      webhook: 'Pager',
      nothing: null,
    };
    expect(
      Object.fromEntries(
        items.map(({ entityType, entityId, entityName }) => [
          `${entityType}:${entityId}`,
          entityName,
        ]),
      ),
    ).toEqual(
      Object.fromEntries(Object.entries(about).map(([entity, name]) => [entity, names[name]])),
    );
  });

  test('names what the details of an entry give by id, however deep, and nothing else', async () => {
    const { person, team } = await makeAccessWorld(ctx);
    const gone = newId(TeamId);
    const details = { ofPolicy: { scope: 'team', id: team }, teams: [gone], person, count: 3 };
    await append('d.told', { details });
    const { items } = await list({ action: 'd.told' });
    const [of] = await ctx.db.select().from(people).where(eq(people.id, person));
    expect(items[0]?.details).toEqual(details);
    expect(items[0]?.detailNames).toEqual({ [team]: `Team ${team}`, [person]: of?.name });
  });

  test('is written as CSV that no spreadsheet runs, and says so in itself', async () => {
    await append('b.csv', { details: { note: '=HYPERLINK("x"), "quoted"\nline' } });
    await append('b.csv', { entityId: '=1+1' });
    const { headers, text } = await exported({ format: 'csv', action: 'b.csv' });
    const [head, first = '', ...rest] = text.split('\r\n');
    expect(head).toBe(
      '\uFEFFseq,time,at,userId,userName,action,entityType,entityId,before,after,details,prev,hash',
    );
    expect(first).toContain('"{""note"":""=HYPERLINK(\\""x\\""), \\""quoted\\""\\nline""}"');
    expect(rest[0]).toContain(`,"'=1+1",`);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="audit-\d+\.csv"$/);
    const { items } = await list({ action: 'audit.exported' });
    expect(items[0]?.details).toEqual({ format: 'csv', action: 'b.csv' });
  });

  test('is written as JSON lines from which the chain can be reckoned again, beyond one page', async () => {
    await append('c.many', {}, 1_100);
    const { text } = await exported({ format: 'jsonl' });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength((await ctx.db.select().from(auditEntries)).length);
    let prev = '00'.repeat(32);
    for (const { time: _, userName: __, ...line } of lines) {
      expect(line.prev).toBe(prev);
      const entry = { ...line, prev: Buffer.from(line.prev, 'hex') };
      expect(hashAuditEntry(entry).toString('hex')).toBe(line.hash);
      prev = line.hash;
    }
  });
});

describe('the chain', () => {
  test('is found whole, and where somebody altered it', async () => {
    const whole = AuditVerdict.parse(await verifyAudit(auditor));
    expect(whole).toMatchObject({ ok: true });
    const { items } = await list({ action: 'audit.verified' });
    expect(items[0]?.details).toMatchObject({ ok: true });
    await server.owner.execute(sql`alter table audit_entries disable trigger user`);
    await server.owner.execute(sql`update audit_entries set action = 'a.changed' where seq = 2`);
    expect(await verifyAudit(auditor)).toMatchObject({ ok: false, seq: 2, problem: 'altered' });
  });
});
