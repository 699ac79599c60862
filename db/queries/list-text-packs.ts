import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import type { DeviceId, KeyId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, desc, eq, gt, gte, inArray, lt } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { textFilters } from '../schema/text-filters.ts';
import { textPacks } from '../schema/text-packs.ts';
import { MAX_SEGMENT } from './span-joint.ts';

export interface TextWindow {
  readonly deviceIds: readonly DeviceId[];
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

export type TextPackRow = typeof textPacks.$inferSelect;

/** What there is to search: each text is behind one of the filters, or in one of the packs. */
export interface TextSources {
  /** The newest first. Where one does not say no, `listPacksOfKeys` tells the packs. */
  readonly filters: readonly (typeof textFilters.$inferSelect)[];
  /** Those that no filter knows yet, the newest hour first. */
  readonly packs: readonly TextPackRow[];
}

/** All text of [from, to), as it is at one moment: a pack may get its filter at any time. */
export async function listTextSources(db: Db, window: TextWindow): Promise<TextSources> {
  const { deviceIds, from, to } = window;
  return db.transaction(
    async (tx) => ({
      filters: await tx
        .select()
        .from(textFilters)
        .where(
          and(
            inArray(textFilters.deviceId, [...deviceIds]),
            lt(textFilters.windowFrom, to),
            gt(textFilters.windowTo, from),
          ),
        )
        .orderBy(desc(textFilters.windowFrom), textFilters.keyId),
      packs: await tx
        .select()
        .from(textPacks)
        .where(and(inWindow(window), eq(textPacks.isIndexed, false)))
        .orderBy(desc(textPacks.hour), textPacks.recordingId),
    }),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** The packs of these data keys that may hold text of [from, to), the newest hour first. */
export async function listPacksOfKeys(
  db: Db,
  window: TextWindow,
  keys: readonly KeyId[],
): Promise<TextPackRow[]> {
  return db
    .select()
    .from(textPacks)
    .where(and(inWindow(window), inArray(textPacks.keyId, [...keys])))
    .orderBy(desc(textPacks.hour), textPacks.recordingId);
}

function inWindow({ deviceIds, from, to }: TextWindow) {
  return and(
    inArray(textPacks.deviceId, [...deviceIds]),
    gte(textPacks.hour, hourOf(from - MAX_SEGMENT)),
    lt(textPacks.hour, to),
  );
}
