import { ADVISORY_LOCKS } from '@workcompanion/db/advisory-locks';
import { copyOfEntry } from '@workcompanion/db/audit/audit-copy';
import {
  moveAuditCopyCursor,
  readAuditCopyCursor,
} from '@workcompanion/db/audit/audit-copy-cursor';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { withTransaction } from '@workcompanion/db/transaction';
import { asc, gt, sql } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';
import { type SyslogEnv, sendSyslog } from './send-syslog.ts';

const EVERY_MS = 2_000;
/** After failures it waits longer and longer, up to this. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const AT_ONCE = 200;

/**
 * Sends each entry of the audit log to somebody else's syslog as it is written, in order and at least
 * once: the last that was taken is noted after it was.
 */
export function copyAuditLog(env: SyslogEnv): Job {
  let isFailing = false;
  return {
    name: 'copy-audit-log',
    get everyMs() {
      return isFailing ? LONGEST_PAUSE_MS : EVERY_MS;
    },
    run: async (ctx) => {
      isFailing = true;
      let copied = 0;
      for (let sent = AT_ONCE; sent === AT_ONCE && !ctx.stopping.aborted; copied += sent) {
        sent = await copyNext(ctx, env);
      }
      isFailing = false;
      return copied > 0 ? { copied } : null;
    },
  };
}

/** How many entries were taken; none while another process is at it. */
function copyNext({ db, now, masterKey, stopping }: WorkerContext, env: SyslogEnv) {
  return withTransaction(db, async (tx) => {
    const { rows } = await tx.execute<{ had: boolean }>(
      sql`select pg_try_advisory_xact_lock(${ADVISORY_LOCKS.auditCopy}) as had`,
    );
    if (rows[0]?.had !== true) return 0;
    const entries = await tx
      .select()
      .from(auditEntries)
      .where(gt(auditEntries.seq, await readAuditCopyCursor(tx)))
      .orderBy(asc(auditEntries.seq))
      .limit(AT_ONCE);
    const last = entries.at(-1);
    if (last === undefined) return 0;
    const key = await readSigningKey(tx, masterKey);
    const messages = await Promise.all(
      entries.map(async (entry) => ({
        at: entry.at,
        id: entry.action,
        text: await copyOfEntry(entry, key),
      })),
    );
    await sendSyslog(env, messages, stopping);
    await moveAuditCopyCursor(tx, last.seq, now());
    return entries.length;
  });
}
