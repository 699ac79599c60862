import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import type { StoreName } from '@workcompanion/core/fleet/store-name';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import type { StoreMarker, StoreState } from '@workcompanion/core/storage/store-marker';
import { desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { evidencePackages } from '../schema/evidence-packages.ts';
import { journalPacks } from '../schema/journal-entries.ts';
import { segments } from '../schema/segments.ts';
import { settings } from '../schema/settings.ts';
import { thumbnailObjects } from '../schema/thumbnail-packs.ts';

const TAKEN = 'stores';
/** As many of the newest blobs that the catalogue knows are looked for. */
const SAMPLE = 20;

/**
 * Marks a store as ours the first time that it is used: when the catalogue knows of nothing there, or
 * what it knows is there, as after an update from a version without markers. One that was ours before
 * and has no marker now is not mounted, however empty the catalogue; only an operator may say that it
 * is lost. Returns what it is then.
 */
export async function takeIntoUse(
  db: Db,
  marker: StoreMarker,
  { now }: { readonly now: number },
): Promise<StoreState> {
  const state = await marker.look();
  if (state === 'foreign' || state === 'not-looked-at') return state;
  const isTaken = await wasTaken(db, marker.name);
  if (state !== 'ours') {
    if (isTaken || !(await isPlausible(db, marker))) return state;
    await marker.write();
    // A store may say that it took what it did not: remembered now, it would be missed for ever.
    const written = await marker.look();
    if (written !== 'ours') return written;
  }
  if (!isTaken) await rememberTaken(db, marker.name, now);
  return 'ours';
}

/** By an operator's word: whatever the catalogue says, this is the store from now on. */
export async function adoptStore(db: Db, marker: StoreMarker, now: number): Promise<void> {
  await marker.write();
  await rememberTaken(db, marker.name, now);
}

async function isPlausible(db: Db, marker: StoreMarker): Promise<boolean> {
  const keys = await newestKeys(db, marker.name);
  if (keys.length === 0) return true;
  for (const key of keys) if (await marker.holds(key)) return true;
  return false;
}

async function wasTaken(db: Db, name: StoreName): Promise<boolean> {
  const rows = await db
    .select({ key: settings.key })
    .from(settings)
    .where(sql`${settings.key} = ${TAKEN} and ${settings.value} ? ${name}`);
  return rows.length > 0;
}

async function rememberTaken(db: Db, name: StoreName, now: number): Promise<void> {
  await db
    .insert(settings)
    .values({ key: TAKEN, value: { [name]: now }, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: { value: sql`${settings.value} || excluded.value`, updatedAt: now },
    });
}

function newestKeys(db: Db, name: StoreName): Promise<string[]> {
  switch (name) {
    case 'hot':
      return segmentKeys(db, ['hot', 'archived']);
    case 'archive':
      return segmentKeys(db, ['archived', 'cold']);
    case 'thumbnails':
      return thumbnailKeys(db);
    case 'evidence-packages':
      return packageKeys(db);
    case 'journal':
      return journalKeys(db);
  }
}

async function segmentKeys(db: Db, states: ('hot' | 'archived' | 'cold')[]): Promise<string[]> {
  const rows = await db
    .select()
    .from(segments)
    .where(inArray(segments.state, states))
    .orderBy(desc(segments.id))
    .limit(SAMPLE);
  return rows.map(segmentObjectKey);
}

async function thumbnailKeys(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: thumbnailObjects.id })
    .from(thumbnailObjects)
    .where(gt(thumbnailObjects.packs, 0))
    .orderBy(desc(thumbnailObjects.id))
    .limit(SAMPLE);
  return rows.map(({ id }) => thumbnailObjectKey(id));
}

async function journalKeys(db: Db): Promise<string[]> {
  const rows = await db
    .select({ object: journalPacks.object })
    .from(journalPacks)
    .orderBy(desc(journalPacks.id))
    .limit(SAMPLE);
  return rows.map(({ object }) => object);
}

async function packageKeys(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: evidencePackages.id, lease: evidencePackages.lease })
    .from(evidencePackages)
    .where(eq(evidencePackages.state, 'made'))
    .orderBy(desc(evidencePackages.id))
    .limit(SAMPLE);
  return rows.map(sealedPackageKey);
}
