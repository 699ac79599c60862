import { DeviceId, HoldId, PersonId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { Reason } from './reason.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

export const HoldStatus = z.enum(['in-force', 'expired', 'released']);
export type HoldStatus = z.infer<typeof HoldStatus>;

export const HoldSummary = z.object({
  id: HoldId,
  person: z.object({ id: PersonId, name: z.string() }),
  /** Null: all devices of the person. */
  device: z.object({ id: DeviceId, hostname: z.string() }).nullable(),
  from: UtcMicros,
  /** Null: also what is recorded later. */
  to: UtcMicros.nullable(),
  reason: z.string(),
  expiresAt: UtcMicros.nullable(),
  status: told(HoldStatus),
  placedAt: UtcMicros,
  placedBy: z.string(),
  released: z.object({ at: UtcMicros, by: z.string(), reason: z.string() }).nullable(),
});
export type HoldSummary = z.infer<typeof HoldSummary>;
/** `stretch` by where the footage begins; a hold without an end comes last by `ends`. */
export const HoldSort = sortOf(['person', 'stretch', 'placed', 'ends']);
export type HoldSort = z.infer<typeof HoldSort>;

export const HoldsPage = z.object({ items: z.array(HoldSummary), next: z.string().nullable() });
export type HoldsPage = z.infer<typeof HoldsPage>;

export const PlaceHold = z
  .object({
    subject: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('person'), id: PersonId }),
      z.object({ kind: z.literal('device'), id: DeviceId }),
    ]),
    from: UtcMicros,
    to: UtcMicros.nullable(),
    reason: Reason,
    expiresAt: UtcMicros.nullable(),
  })
  .refine(({ from, to }) => to === null || to > from, {
    path: ['to'],
    message: 'the stretch ends before it begins',
  });
export type PlaceHold = z.infer<typeof PlaceHold>;

export const HoldPlaced = z.object({
  id: HoldId,
  /** Keys of the stretch that were destroyed before: that footage can't be held any more. */
  keysGone: z.number().int(),
});
export type HoldPlaced = z.infer<typeof HoldPlaced>;

export const ReleaseHold = z.object({ hold: HoldId, reason: Reason });
export type ReleaseHold = z.infer<typeof ReleaseHold>;

export const ListHolds = z.object(sortedPage(HoldSort, '-placed'));
export type ListHolds = z.infer<typeof ListHolds>;

export const HOLD_ROUTES = defineRoutes({
  releaseHold: {
    method: 'POST',
    path: '/api/portal/holds/release',
    body: ReleaseHold,
    answer: null,
  },
  listHolds: { method: 'GET', path: '/api/portal/holds', query: ListHolds, answer: HoldsPage },
  placeHold: { method: 'POST', path: '/api/portal/holds', body: PlaceHold, answer: HoldPlaced },
});
