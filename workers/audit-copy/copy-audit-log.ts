import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:tls';
import { ADVISORY_LOCKS } from '@workcompanion/db/advisory-locks';
import { copyOfEntry } from '@workcompanion/db/audit/audit-copy';
import {
  moveAuditCopyCursor,
  readAuditCopyCursor,
} from '@workcompanion/db/audit/audit-copy-cursor';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import { auditEntries } from '@workcompanion/db/schema/audit-entries';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { withTransaction } from '@workcompanion/db/transaction';
import { asc, gt, sql } from 'drizzle-orm';
import type { WorkerEnv } from '../env.ts';
import type { Job, WorkerContext } from '../job.ts';

type SyslogEnv = Pick<
  WorkerEnv,
  'AUDIT_SYSLOG' | 'AUDIT_SYSLOG_CA_FILE' | 'AUDIT_SYSLOG_CERT_FILE' | 'AUDIT_SYSLOG_KEY_FILE'
>;

interface SyslogMessage {
  /** UTC µs. */
  readonly at: number;
  readonly id: string;
  readonly text: string;
}

const TIMEOUT_MS = 10_000;
/**
 * What was sent has arrived by then. A receiver that ends before does so for reasons of its own; one
 * that ends later, with something unread, has its system reset the connection.
 */
const SETTLING_MS = 250;
/** RFC 5424, section 6.2.1: facility 13 (log audit), severity 5 (notice). */
const PRIORITY = 13 * 8 + 5;

/**
 * Sends messages (RFC 5424) over TLS (RFC 5425), and returns when the receiver has read all of them:
 * the protocol knows no answer, so that it is the orderly end of the connection that tells. A
 * receiver that dies after that may have lost what it had not written down.
 */
async function sendSyslog(
  env: SyslogEnv,
  messages: readonly SyslogMessage[],
  stopping: AbortSignal,
): Promise<void> {
  const [host = '', port] = (env.AUDIT_SYSLOG ?? '').split(':');
  const read = (file: string | undefined) => (file === undefined ? undefined : readFile(file));
  const [ca, cert, key] = await Promise.all([
    read(env.AUDIT_SYSLOG_CA_FILE),
    read(env.AUDIT_SYSLOG_CERT_FILE),
    read(env.AUDIT_SYSLOG_KEY_FILE),
  ]);
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]);
  const socket = connect({
    host,
    port: Number(port),
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
  });
  try {
    await once(socket, 'secureConnect', { signal });
    const ended = once(socket, 'end', { signal });
    ended.catch(() => {}); // awaited below, unless something fails before
    socket.resume();
    socket.write(Buffer.concat(messages.map(frameOf)));
    await delay(SETTLING_MS, undefined, { signal });
    if (socket.readableEnded || socket.writableNeedDrain) {
      throw new Error('the receiver did not read what it was sent');
    }
    socket.end();
    await ended;
  } finally {
    socket.destroy();
  }
}

/** "MSG-LEN SP SYSLOG-MSG", in bytes. */
function frameOf({ at, id, text }: SyslogMessage): Buffer {
  // "1*32PRINTUSASCII"
  const messageId = id.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 32) || '-';
  const header = `<${PRIORITY}>1 ${formatUtcMicros(at)} ${hostname()} workcompanion - ${messageId} -`;
  const message = Buffer.from(`${header} ${text}`, 'utf8');
  return Buffer.concat([Buffer.from(`${message.length} `, 'ascii'), message]);
}

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
