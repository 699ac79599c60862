import { atMost } from '@workcompanion/core/concurrency/at-most';
import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { keysWithoutRow } from '@workcompanion/db/queries/keys-without-row';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import type { ServerContext } from '../context.ts';
import { proveStatement } from '../journal/prove-statement.ts';
import { adoptOrphan } from '../recorder/adopt-orphan.ts';

/** Keys that one query looks up, and objects that are read at once. */
const BATCH = 1_000;
const AT_ONCE = 8;

export interface Recovered {
  /** Segments in the hot store, and how many of them the catalogue knew already. */
  objects: number;
  known: number;
  /** They have a row again, and play. */
  taken: number;
  /** They stay as they lie. */
  refused: number;
}

/**
 * Gives segments of the hot store the rows that the database lost, by what their devices stated, which a
 * bucket keeps beside the bytes. Each is proved as when its recorder sent it: by the device's signature,
 * the bytes' digest and a data key that is still there. May run twice, and beside portals.
 */
export async function recoverSegments(
  ctx: ServerContext,
  print: (line: string) => void,
): Promise<Recovered> {
  const recovered: Recovered = { objects: 0, known: 0, taken: 0, refused: 0 };
  for await (const batch of batchesOf(ctx)) {
    const lost = await keysWithoutRow(ctx.db, batch);
    recovered.objects += batch.length;
    recovered.known += batch.length - lost.length;
    await atMost(AT_ONCE, lost, async (key) => {
      try {
        await recoverSegment(ctx, key);
        recovered.taken += 1;
      } catch (error) {
        // What is out of reach may be tried again as a whole; of what it is, each is told.
        if (!isAppError(error) || error.retryable) throw error;
        recovered.refused += 1;
        print(`${key}: ${error.code}: ${error.message}`);
      }
    });
    print(`${recovered.objects} looked at, ${recovered.taken} taken back …`);
  }
  return recovered;
}

/** Throws why not: what the statement or the bytes are refused for. */
async function recoverSegment(ctx: ServerContext, key: string): Promise<void> {
  const jws = await ctx.hot.statementOf(key);
  if (jws === null) throw new AppError('statement-invalid', 'No statement lies beside it.');
  const { device: id } = readStatement(jws);
  const device = await findDevice(ctx.db, id);
  if (device === null) {
    throw new AppError('not-found', `Device ${id} is unknown: it was enrolled after the backup.`);
  }
  const own = { ...ctx, device };
  const proven = await proveStatement(own.device, jws);
  const { statement } = proven;
  const isItsOwn =
    statement.kind === 'segment' &&
    segmentObjectKey({
      id: statement.segment,
      deviceId: statement.device,
      startsAt: statement.start,
      sha256: statement.sha256,
      hasDigestInKey: true,
    }) === key;
  if (!isItsOwn) {
    throw new AppError('statement-mismatch', 'The statement beside it tells of something else.');
  }
  if ((await adoptOrphan(own, { ...proven, statement })) === null) {
    throw new AppError('digest-mismatch', 'Its bytes are not those that its device stated.');
  }
}

async function* batchesOf({ hot }: ServerContext): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const { key } of hot.list('')) {
    if (segmentIdOfKey(key) === null) continue;
    batch.push(key);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
