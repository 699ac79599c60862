import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MarkQueue } from './mark-queue.ts';
import { claimSegments, type QueuedSegment } from './segment-queue.ts';
import { type ArchiveFixture, openArchiveFixture } from './testing/archive-fixture.ts';
import { insertHotSegments } from './testing/insert-hot-segments.ts';

let fixture: ArchiveFixture;
let claimed: QueuedSegment[];

beforeAll(async () => {
  fixture = await openArchiveFixture();
});
afterAll(() => fixture.dispose());
beforeEach(async () => {
  const { db } = fixture.database;
  await fixture.database.owner.db.delete(segments);
  await insertHotSegments({ db, hot: fixture.hot }, { count: 6, bytes: 10 });
  claimed = await claimSegments(db, { limit: 6, leaseMs: 60_000, beforeMs: Date.now() });
});

function archivedCount(): Promise<number> {
  return fixture.database.db.$count(segments, eq(segments.state, 'archived'));
}

/** A database, and all that it was told. */
function listened() {
  const statements: string[] = [];
  const logger = { logQuery: (query: string) => void statements.push(query) };
  return { statements, logged: drizzle({ client: fixture.database.pool, logger }) };
}

describe('the queue of marks', () => {
  it('marks in one statement what comes while another is under way', async () => {
    const { statements, logged } = listened();
    const marked: QueuedSegment[] = [];
    const queue = new MarkQueue(logged, (segment) => marked.push(segment));
    const [first, ...others] = claimed;
    if (first === undefined) throw new Error('nothing claimed');
    await fixture.database.db.transaction(async (tx) => {
      await tx.select().from(segments).where(eq(segments.id, first.id)).for('update');
      queue.add(first);
      await delay(50);
      for (const segment of others) queue.add(segment);
      expect(marked).toEqual([]);
    });
    await queue.settled();
    expect(marked).toEqual(claimed);
    expect(statements).toHaveLength(2);
    expect(await archivedCount()).toBe(6);
  });

  it('marks in one statement what comes soon after another', async () => {
    const { statements, logged } = listened();
    const [first, ...others] = claimed;
    if (first === undefined) throw new Error('nothing claimed');
    const { promise, resolve } = Promise.withResolvers<void>();
    const queue = new MarkQueue(logged, (segment) => {
      if (segment === first) setTimeout(resolve);
    });
    queue.add(first);
    await promise;
    for (const segment of others) queue.add(segment);
    await queue.settled();
    expect(statements).toHaveLength(2);
    expect(await archivedCount()).toBe(6);
  });

  it('tells only of what was still ours', async () => {
    const marked: QueuedSegment[] = [];
    const queue = new MarkQueue(fixture.database.db, (segment) => marked.push(segment));
    const [ours, overtaken] = claimed;
    if (ours === undefined || overtaken === undefined) throw new Error('nothing claimed');
    queue.add({ ...overtaken, lease: (overtaken.lease ?? 0) - 1 });
    queue.add(ours);
    await queue.settled();
    expect(marked).toEqual([ours]);
    expect(await archivedCount()).toBe(1);
  });

  it('lets nobody go on when the database does not answer, and says why once', async () => {
    const gone = connect(fixture.database.url);
    await gone.close();
    const queue = new MarkQueue(gone.db, () => {});
    for (const segment of claimed) queue.add(segment);
    await expect(queue.settled()).rejects.toThrow();
    await queue.settled();
    expect(await archivedCount()).toBe(0);
  });
});
