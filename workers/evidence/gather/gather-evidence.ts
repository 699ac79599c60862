import { readReceipt } from '@workcompanion/core/crypto/server-statements';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { caseBookmarks } from '@workcompanion/db/schema/cases';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { VideoMark } from '../video/video-plan.ts';
import { type LoggedStep, readCustody } from './custody.ts';
import type { MakingContext } from './evidence-context.ts';
import type { EvidencePackageOrder } from './evidence-package-order.ts';
import { type GatheredDevice, gatherDevice } from './gather-device.ts';

/** What the catalogue has of a clip: everything of a package but bytes of footage. */
export interface Gathered {
  readonly order: EvidencePackageOrder;
  readonly devices: readonly GatheredDevice[];
  readonly custody: readonly LoggedStep[];
  readonly marks: readonly VideoMark[];
  /** Public halves, oldest first. */
  readonly serverKeys: readonly Ed25519Jwk[];
}

/** Throws as `gatherDevice` does. */
export async function gatherEvidence(
  ctx: MakingContext,
  order: EvidencePackageOrder,
): Promise<Gathered> {
  const { footageFrom: from, footageTo: to, displays } = order.clip;
  const devices: GatheredDevice[] = [];
  for (const device of new Set(displays.map((each) => each.device))) {
    const names = displays.filter((each) => each.device === device).map(({ display }) => display);
    devices.push(await gatherDevice(ctx, { device, displays: names, from, to, now: ctx.now() }));
  }
  return {
    order,
    devices,
    custody: await readCustody(ctx.db, order),
    marks: await readMarks(ctx.db, order),
    serverKeys: await signingKeys(ctx.db),
  };
}

/** When all statements of the stretch came, by their receipts; UTC µs. */
export function lastReceivedAt({ devices }: Gathered): number {
  return devices
    .flatMap(({ journal }) => journal.items)
    .reduce((last, { receipt }) => Math.max(last, readReceipt(receipt).receivedAt), 0);
}

async function signingKeys(db: Db): Promise<Ed25519Jwk[]> {
  const rows = await db
    .select({ publicKey: serverKeys.publicKey })
    .from(serverKeys)
    .where(eq(serverKeys.purpose, 'signing'))
    .orderBy(asc(serverKeys.createdAt));
  return rows.map(({ publicKey }) => Ed25519Jwk.parse(publicKey));
}

/** The bookmarks of the case that lie in the clip, by their start. */
async function readMarks(
  db: Db,
  { case: { id }, clip }: EvidencePackageOrder,
): Promise<VideoMark[]> {
  const rows = await db
    .select({ from: bookmarks.startsAt, to: bookmarks.endsAt, note: bookmarks.note })
    .from(caseBookmarks)
    .innerJoin(bookmarks, eq(bookmarks.id, caseBookmarks.bookmarkId))
    .where(
      and(
        eq(caseBookmarks.caseId, id),
        eq(bookmarks.personId, clip.personId),
        lt(bookmarks.startsAt, clip.footageTo),
        gte(bookmarks.endsAt, clip.footageFrom),
      ),
    )
    .orderBy(asc(bookmarks.startsAt), asc(bookmarks.id));
  return rows;
}
