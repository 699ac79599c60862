import { segmentIdOfKey } from '@workcompanion/core/footage/object-key';
import type { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { NoticeListener } from '@workcompanion/db/notice-listener';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import type { ServerContext } from './context.ts';

const BATCH = 1_000;

type Node = Pick<
  ServerContext,
  'watchNotifier' | 'sessions' | 'viewRights' | 'now' | 'log' | 'db' | 'cold' | 'hotCopies'
>;

/** What happens at other nodes counts here at once, and not only when what is remembered is over. */
export function hearOtherNodes(node: Node, databaseUrl: string): NoticeListener {
  const { watchNotifier, sessions, viewRights, now, log } = node;
  const forget = (device: DeviceId | null) =>
    void forgetDestroyed(node, device).catch((err: unknown) =>
      log.warn({ err, device }, 'copies of destroyed footage could not be looked for'),
    );
  // Once a loss, not once a try.
  let isTold = false;
  return new NoticeListener({
    databaseUrl,
    applicationName: 'workcompanion portal notices',
    hear: {
      watched: (device) => watchNotifier.wake(device),
      'sessions-ended': (user) => sessions.forget(user, now()),
      'footage-destroyed': (device) => forget(device),
      'rights-changed': () => viewRights.forget(),
    },
    onChange: (isListening) => {
      watchNotifier.hearsOthers = isListening;
      if (!isListening) return;
      isTold = false;
      // What was told while nothing was heard.
      forget(null);
    },
    onProblem: (err) => {
      if (!isTold) log.warn({ err }, 'what other nodes tell is not heard; trying again');
      isTold = true;
    },
  });
}

/**
 * Deletes this node's copies of footage that was destroyed: of one device, when that is told, and of all
 * when this node could hear nothing for a while.
 */
async function forgetDestroyed(
  { db, cold, hotCopies }: Pick<ServerContext, 'db' | 'cold' | 'hotCopies'>,
  device: DeviceId | null,
): Promise<void> {
  const copies = hotCopies ?? cold?.cache;
  if (copies === undefined) return;
  const prefix = device === null ? '' : `${device}/`;
  const keys = copies.keys().filter((key) => key.startsWith(prefix));
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH);
    const kept = await undestroyed(
      { db },
      batch.flatMap((key) => segmentIdOfKey(key) ?? []),
    );
    for (const key of batch) {
      const id = segmentIdOfKey(key);
      if (id === null || !kept.has(id)) await copies.discard(key);
    }
  }
}

async function undestroyed(
  { db }: Pick<ServerContext, 'db'>,
  ids: readonly SegmentId[],
): Promise<ReadonlySet<SegmentId>> {
  const rows = await db
    .select({ id: segments.id })
    .from(segments)
    .where(sql`id = any(${sql.param(ids)}::uuid[]) and state <> 'shredded'`);
  return new Set(rows.map(({ id }) => id));
}
