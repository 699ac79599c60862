import { DeviceId, PersonId, ReviewSampleId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { ReadPersonDay } from './people.ts';

/** What of a day's footage was on the screen of whoever asks. */
export const DayReview = z.object({
  watched: z.array(
    z.object({ device: DeviceId, display: z.string(), from: UtcMicros, to: UtcMicros }),
  ),
});
export type DayReview = z.infer<typeof DayReview>;

export const SAMPLES_A_WEEK = 5;
/** µs: ten minutes. */
export const SAMPLE_LENGTH = 600_000_000;

/** A stretch that was drawn at random to be reviewed. */
export const ReviewSample = z.object({
  id: ReviewSampleId,
  /** The person's local day that it is of. */
  date: z.iso.date(),
  from: UtcMicros,
  to: UtcMicros,
  /** Marked since as seen, or as nothing found, by whom it was drawn for. */
  isReviewed: z.boolean(),
});
export type ReviewSample = z.infer<typeof ReviewSample>;

export const ReviewSamples = z.object({
  /** The Monday of the week, by the person's calendar. */
  week: z.iso.date(),
  /** The week is not over yet: more footage may come, of which nothing would be drawn. */
  isRunning: z.boolean(),
  /** In the order of their time; empty as long as none were drawn. */
  items: z.array(ReviewSample),
});
export type ReviewSamples = z.infer<typeof ReviewSamples>;

/** The week is that of the day. */
export const SampleWeek = ReadPersonDay;
export type SampleWeek = z.infer<typeof SampleWeek>;

export const REVIEW_ROUTES = defineRoutes({
  readDayReview: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}/review',
    params: ReadPersonDay,
    answer: DayReview,
  },
  listReviewSamples: {
    method: 'GET',
    path: '/api/portal/people/{person}/days/{date}/samples',
    params: SampleWeek,
    answer: ReviewSamples,
  },
  drawReviewSamples: {
    method: 'POST',
    path: '/api/portal/review/samples',
    body: z.object({ person: PersonId, date: z.iso.date() }),
    answer: ReviewSamples,
  },
});
