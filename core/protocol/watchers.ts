import { z } from 'zod';
import { UtcMicros } from './primitives.ts';

export const MOST_VIEWS_TOLD = 20;
export const MOST_WATCHERS_TOLD = 50;

/** Somebody who may watch by what they are: for all people, or for those of their team. */
export const Watcher = z.object({ name: z.string(), by: z.enum(['compliance', 'manager']) });
export type Watcher = z.infer<typeof Watcher>;

/** Somebody to whom the right to watch the person, also live, was lent for a while. */
export const LentWatcher = z.object({ name: z.string(), live: z.boolean(), until: UtcMicros });
export type LentWatcher = z.infer<typeof LentWatcher>;

/** Who may have a view told to the person later than at once, and how much later at most. */
export const LaterDisclosure = z.object({
  by: Watcher.shape.by,
  atMostDays: z.number().int().min(1),
});
export type LaterDisclosure = z.infer<typeof LaterDisclosure>;

/** One stretch of the person's footage that somebody watched. */
export const WatchedStretch = z.object({
  name: z.string(),
  from: UtcMicros,
  to: UtcMicros,
  watchedAt: UtcMicros,
  /** As it was recorded. */
  live: z.boolean(),
  /** Only its thumbnails. */
  thumbnails: z.boolean(),
  /** Only which programs and windows were in front. */
  programs: z.boolean().default(false),
  /** A code of the portal; null where nobody asked why. */
  reason: z.string().max(64).nullable(),
});
export type WatchedStretch = z.infer<typeof WatchedStretch>;

/** Whether somebody watches the device as it records: what heartbeats tell too, without their delay. */
export const WatchedResponse = z.object({ watchedNow: z.boolean() });
export type WatchedResponse = z.infer<typeof WatchedResponse>;

/**
 * What the person at the device may know of who watches: never an investigation that is not disclosed yet,
 * but that there may be one. A right lent for a time tells of none: it does not delay disclosure.
 */
export const WatchersResponse = z.object({
  /** Who watches the device as it records. Older portals don't tell. */
  watchingNow: z.array(z.string()).max(MOST_WATCHERS_TOLD).default([]),
  mayWatch: z.array(Watcher).max(MOST_WATCHERS_TOLD),
  /** Older portals don't tell what follows up to the views. */
  lent: z.array(LentWatcher).max(MOST_WATCHERS_TOLD).default([]),
  laterDisclosure: LaterDisclosure.nullable().default(null),
  /** For how many days footage is kept; null without an end. */
  keptDays: z.number().int().min(0).nullable().optional(),
  /** The latest first. */
  views: z.array(WatchedStretch).max(MOST_VIEWS_TOLD),
});
export type WatchersResponse = z.infer<typeof WatchersResponse>;
