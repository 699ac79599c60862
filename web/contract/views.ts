import { PurposeReason } from '@workcompanion/core/access';
import { DeviceId, PersonId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

/** Sent by the player every few seconds while footage is on screen: what of it was shown. */
export const ReportView = z.object({
  device: DeviceId,
  display: z.string().min(1).max(64),
  from: UtcMicros,
  to: UtcMicros,
  /** Watched as it is recorded: needs the right `live`, and the recorder is told. */
  live: z.boolean().default(false),
});
export type ReportView = z.infer<typeof ReportView>;

/** One unbroken stretch of a display, within a view. */
export const ViewedStretch = z.object({
  /** Empty for `programs`, which are of no display, and where it is not known. */
  display: z.string(),
  /**
   * `footage`, `thumbnails` (small ones), `programs` (which windows were on the screen) and `texts` (lines
   * that a search found there) were delivered; `shown` was on the viewer's screen.
   */
  kind: told(z.enum(['footage', 'thumbnails', 'programs', 'texts', 'shown'])),
  from: UtcMicros,
  to: UtcMicros,
});
export type ViewedStretch = z.infer<typeof ViewedStretch>;

/** A view tells so many stretches; of one with more, the rest is counted. */
export const MOST_STRETCHES_TOLD = 200;

/** One sitting in which somebody watched a person, for auditors and for the person watched. */
export const ViewEntry = z.object({
  id: z.uuid(),
  user: z.object({ id: UserId, name: z.string() }),
  person: z.object({ id: PersonId, name: z.string(), timeZone: z.string() }),
  hostname: z.string(),
  displays: z.array(z.string()),
  watchedAt: UtcMicros,
  /** When something of it was last delivered or shown. */
  until: UtcMicros,
  /** Some of it while it was recorded. */
  live: z.boolean(),
  /** µs of footage, however many displays showed it at once: what was sent, and what was on screen. */
  footageMicros: z.number().int(),
  shownMicros: z.number().int(),
  /** µs of the day that small thumbnails were sent of. */
  thumbnailsMicros: z.number().int(),
  /** µs of the day of which programs and window titles were sent. */
  programsMicros: z.number().int(),
  /** µs of the day of which lines of text were sent. */
  textsMicros: z.number().int(),
  stretches: z.array(ViewedStretch).max(MOST_STRETCHES_TOLD),
  moreStretches: z.number().int(),
  /** Null where nobody asked why. */
  reason: told(PurposeReason).nullable(),
  note: z.string().nullable(),
  /** Until when nobody but compliance and auditors is shown it; null for what everybody may know. */
  undisclosedUntil: UtcMicros.nullable(),
});
export type ViewEntry = z.infer<typeof ViewEntry>;

/** A log is told in the order of time, from either end. */
export const ViewSort = sortOf(['watchedAt']);
export type ViewSort = z.infer<typeof ViewSort>;

export const ViewsPage = z.object({ items: z.array(ViewEntry), next: z.string().nullable() });
export type ViewsPage = z.infer<typeof ViewsPage>;

export const ListViews = z.object({
  person: PersonId.optional(),
  user: UserId.optional(),
  /** Watched in; UTC µs. */
  from: MicrosParam.optional(),
  to: MicrosParam.optional(),
  ...sortedPage(ViewSort, '-watchedAt'),
});
export type ListViews = z.infer<typeof ListViews>;

export const VIEW_ROUTES = defineRoutes({
  listViews: { method: 'GET', path: '/api/portal/views', query: ListViews, answer: ViewsPage },
  reportView: { method: 'POST', path: '/api/portal/views', body: ReportView, answer: null },
});
