import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { verifyTimestamp } from '@workcompanion/core/evidence/timestamp';
import {
  pemCertificates,
  TIMESTAMP_QUERY,
  timestampRequest,
  tokenOfReply,
} from '@workcompanion/core/evidence/timestamp-request';
import type { CheckpointRow } from '@workcompanion/db/checkpoints/make-checkpoint';
import type { Db } from '@workcompanion/db/client';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { and, desc, eq, isNull, lte, or } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';

const EVERY_MS = 60_000;
/** A run: an authority must not be flooded with the hours of a year that were made up for. */
const MOST_A_RUN = 24;
/** µs. After a failure. */
const RETRY = 10 * 60_000_000;

export interface TimestampOptions {
  readonly url: string;
  /** PEM. Null: any authority is taken. */
  readonly caFile: string | null;
}

/**
 * Has the checkpoints time-stamped, the newest first: by the chain it dates all before it too. An
 * authority that is down holds up nothing: the checkpoints stand without, and it is asked again.
 */
export function timestampJob({ url, caFile }: TimestampOptions): Job {
  return {
    name: 'timestamps',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const due = await unstamped(ctx.db, ctx.now());
      if (due.length === 0) return null;
      const roots = caFile === null ? [] : pemCertificates(await readFile(caFile, 'utf8'));
      let stamped = 0;
      for (const checkpoint of due) {
        if (ctx.stopping.aborted || !(await stamp(ctx, { url, roots }, checkpoint))) break;
        stamped += 1;
      }
      return stamped > 0 ? { stamped } : null;
    },
  };
}

async function unstamped(db: Db, now: number): Promise<readonly CheckpointRow[]> {
  const { timestampToken, timestampNotBefore, number } = checkpoints;
  return await db
    .select()
    .from(checkpoints)
    .where(
      and(isNull(timestampToken), or(isNull(timestampNotBefore), lte(timestampNotBefore, now))),
    )
    .orderBy(desc(number))
    .limit(MOST_A_RUN);
}

/** False when it failed: then the others of this run would too. Two workers may both ask: the first token stays. */
async function stamp(
  { db, now, log, stopping }: WorkerContext,
  authority: TimestampAuthority,
  checkpoint: CheckpointRow,
): Promise<boolean> {
  const { number } = checkpoint;
  const still = and(eq(checkpoints.number, number), isNull(checkpoints.timestampToken));
  try {
    const { token, at } = await requestTimestamp(authority, checkpoint, stopping);
    const done = { timestampToken: token, timestampedAt: at, timestampError: null };
    await db.update(checkpoints).set(done).where(still);
    return true;
  } catch (err) {
    if (stopping.aborted) return false;
    log.warn({ checkpoint: number, err }, 'a checkpoint is not time-stamped yet');
    const timestampError = err instanceof Error ? err.message : String(err);
    const failed = { timestampError, timestampNotBefore: now() + RETRY };
    await db.update(checkpoints).set(failed).where(still);
    return false;
  }
}

const TIMEOUT_MS = 30_000;
/** A token has some kilobytes, with the certificates of a chain. */
const MOST_BYTES = 48 * 1024;
const NONCE_BYTES = 8;

interface TimestampAuthority {
  readonly url: string;
  /** What its certificate must lead to; empty: any is taken. */
  readonly roots: ReturnType<typeof pemCertificates>;
}

interface StampedCheckpoint {
  readonly jws: string;
  readonly hash: Buffer;
}

interface ReceivedTimestamp {
  readonly token: Buffer;
  /** UTC µs. */
  readonly at: number;
}

/** Asks by HTTP (RFC 3161, section 3.4) and checks the answer. Throws with what was wrong with it. */
async function requestTimestamp(
  { url, roots }: TimestampAuthority,
  { jws, hash }: StampedCheckpoint,
  stopping: AbortSignal,
): Promise<ReceivedTimestamp> {
  const nonce = newNonce();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': TIMESTAMP_QUERY },
    body: Buffer.from(timestampRequest(hash, nonce)),
    signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (!response.ok) throw new Error(`the authority answered ${response.status}`);
  const token = tokenOfReply(await limitedBody(response));
  const verdict = await verifyTimestamp(token, Buffer.from(jws, 'ascii'), roots);
  if (!verdict.ok) throw new Error(`the answer is no time-stamp: ${verdict.problem}`);
  if (verdict.trusted === false) {
    throw new Error(`"${verdict.authority}" is not of the authority that TSA_CA_FILE names`);
  }
  if (verdict.nonce !== nonce.toString('hex')) throw new Error('the answer is to another request');
  return { token: Buffer.from(token), at: verdict.at };
}

/** Has a fixed length as a DER integer: neither negative nor with a leading zero. */
function newNonce(): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  nonce[0] = 0x40 | ((nonce[0] ?? 0) & 0x3f);
  return nonce;
}

async function limitedBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
