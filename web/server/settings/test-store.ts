import { AppError } from '@workcompanion/core/errors';
import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import {
  openArchiveStore,
  withTimeouts,
} from '@workcompanion/core/storage/archive/open-archive-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { type SelfTestStep, selfTestBlobStore } from '@workcompanion/core/storage/self-test';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { takeSlot } from '@workcompanion/db/queries/take-slot';
import { withTransaction } from '@workcompanion/db/transaction';
import type {
  StoreTested,
  StoreTestStep,
  TestedStore,
  TestStore,
} from '../../contract/settings.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Somebody waits before the screen: a store that needs longer is told as failing. */
const TIMEOUTS = { connectMs: 5_000, idleMs: 10_000, totalMs: 30_000 };
/** µs. All its steps at their slowest. */
const LONGEST_TEST = 3 * 60_000_000;
const RETRY_AFTER_SECONDS = 10;

/**
 * Does with a megabyte what is done with segments, in the very store that is set up: writes, reads,
 * checks, and deletes it. Says of each step what came of it.
 */
export async function testStore(ctx: UserContext, { store }: TestStore): Promise<StoreTested> {
  assertRight(ctx.user, 'system');
  const steps = await runAlone(ctx, store, () =>
    store === 'hot' ? selfTestBlobStore(ctx.hot) : testAnew(ctx, store),
  );
  const failed = steps.filter(({ ok }) => !ok).map(({ step }) => step);
  await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'store.tested',
      entityType: 'store',
      entityId: store,
      details: { failed },
    }),
  );
  return { steps: steps.map(told) };
}

/**
 * One self-test of a store at a time, over all nodes: each moves a megabyte, and impatient fingers
 * click again. Throws `too-many-requests` while one of this store runs.
 */
export async function runAlone<T>(
  { db, now }: Pick<UserContext, 'db' | 'now'>,
  store: TestedStore,
  test: () => Promise<T>,
): Promise<T> {
  const end = await takeSlot(db, { ...alone(store), now: now() });
  if (end === null) {
    throw new AppError('too-many-requests', `A test of the store "${store}" is under way.`, {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  try {
    return await test();
  } finally {
    await end();
  }
}

function alone(store: TestedStore) {
  return { name: `store-test ${store}`, most: 1, lasts: LONGEST_TEST };
}

async function testAnew(
  { installation }: UserContext,
  tested: 'archive' | 'objects',
): Promise<SelfTestStep[]> {
  const options = tested === 'archive' ? installation.archiveStore : installation.objectBucket;
  if (options === null) throw new AppError('not-found', `There is no store "${tested}".`);
  return await inStoreOfItsOwn(withTimeouts(options, TIMEOUTS));
}

async function inStoreOfItsOwn(options: ArchiveStoreOptions): Promise<SelfTestStep[]> {
  const store = openArchiveStore(options);
  try {
    return await selfTestBlobStore(store);
  } finally {
    if (!(store instanceof FolderStore)) await store.close();
  }
}

/** The self-test writes "code: words" where the cause has a code. */
function told({ step, ok, milliseconds, error }: SelfTestStep): StoreTestStep {
  if (error === undefined) return { step, ok, milliseconds, error: null };
  const [, code, message] = /^([a-z][a-z-]*): (.+)$/s.exec(error) ?? [];
  const cause = { code: code ?? 'internal', message: message ?? error };
  return { step, ok, milliseconds, error: cause };
}
