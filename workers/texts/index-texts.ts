import { inflateRawSync } from 'node:zlib';
import { pieceKey } from '@workcompanion/core/crypto/sealed-piece';
import type { KeyId } from '@workcompanion/core/ids';
import { ngramsOf } from '@workcompanion/core/search/ngrams';
import { readTextPack } from '@workcompanion/core/search/read-text-pack';
import { makeTextFilter } from '@workcompanion/core/search/text-filter';
import { openFolded } from '@workcompanion/core/search/text-pack';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { textFilters } from '@workcompanion/db/schema/text-filters';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { textQueue } from '@workcompanion/db/schema/text-queue';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq, sql } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';
import { noteObject, useObject, writeObject } from '../thumbnails/thumbnail-objects.ts';
import { leaveFilter, livingKeys } from './store-texts.ts';

const EVERY_MS = 5 * 60_000;
/** µs. Uploads come late: who was offline for a moment needs no second filter. */
const AFTER_WINDOW = 3_600_000_000;
const MOST_KEYS = 50;

/** Gives each data key whose window is over and whose footage is read a filter of all that stood there. */
export const indexTexts: Job = {
  name: 'index-texts',
  everyMs: EVERY_MS,
  run: async (ctx) => {
    let filters = 0;
    for (;;) {
      const keys = await keysToIndex(ctx);
      for (const key of keys) {
        if (ctx.stopping.aborted) break;
        if (await indexKey(ctx, key)) filters += 1;
      }
      if (ctx.stopping.aborted || keys.length < MOST_KEYS) break;
    }
    return filters > 0 ? { filters } : null;
  },
};

async function keysToIndex({ db, now }: WorkerContext): Promise<KeyId[]> {
  const over = formatUtcMicros(now() - AFTER_WINDOW);
  const { rows } = await db.execute<{ id: KeyId }>(sql`
    select id from ${dataKeys} where wrapped is not null and window_to < ${over}::timestamptz
      and exists (select from ${textPacks} where key_id = data_keys.id and not is_indexed)
      and not exists (select from ${textQueue} q join segments s on s.id = q.segment_id
        where q.device_id = data_keys.device_id and s.key_id = data_keys.id)
    order by id limit ${MOST_KEYS}`);
  return rows.map(({ id }) => id);
}

/** False when the key was destroyed meanwhile. The packs stay as they are until the filter is there. */
async function indexKey(ctx: WorkerContext, id: KeyId): Promise<boolean> {
  const object = await noteObject(ctx.db);
  return withTransaction(ctx.db, async (tx) => {
    const packs = await tx.select().from(textPacks).where(eq(textPacks.keyId, id)).for('update');
    const [first] = packs;
    const dataKey = await readDataKey(tx, ctx.masterKey, id);
    if (first === undefined || dataKey === null || !(await livingKeys(tx, [id])).has(id)) {
      await useObject(tx, object, 0);
      return false;
    }
    const ngrams = new Set<string>();
    for (const pack of packs) {
      const sealed = await readTextPack(ctx.thumbnails, pack, 'folded');
      if (sealed === null) continue;
      for (const ngram of ngramsIn(openFolded(dataKey.key, pack, sealed))) ngrams.add(ngram);
    }
    const filter = makeTextFilter(pieceKey(dataKey.key, 'text-filters'), ngrams);
    await writeObject(ctx, object, [filter]);
    await useObject(tx, object, 1);
    const { deviceId } = first;
    const { from: windowFrom, to: windowTo } = dataKey.window;
    const row = { deviceId, windowFrom, windowTo, objectId: object, bytes: filter.length };
    await leaveFilter(tx, id);
    await tx.insert(textFilters).values({ keyId: id, ...row });
    await tx.update(textPacks).set({ isIndexed: true }).where(eq(textPacks.keyId, id));
    return true;
  });
}

function* ngramsIn(folded: Buffer): Generator<string> {
  const lines = new Set(inflateRawSync(folded).toString('utf8').split('\n'));
  for (const line of lines) yield* ngramsOf(line);
}
