import { z } from 'zod';

/** What a connection needs, in the order in which it is tried. */
export const CONNECTION_STEPS = [
  'address',
  'name',
  'tcp',
  'tls',
  'portal',
  'clock',
  'enrolment',
  'upload',
] as const;

const StepResult = z.object({
  step: z.enum(CONNECTION_STEPS),
  /** `skipped`: not looked at, since a step before failed or none is needed. */
  outcome: z.enum(['ok', 'failed', 'skipped']),
  /** Facts for whoever looks after the network: names, numbers and addresses. */
  detail: z.string(),
  /** The code of what is wrong; null unless it failed. */
  problem: z.string().nullable(),
});
export type StepResult = z.infer<typeof StepResult>;

export const ConnectionReport = z.object({
  server: z.string(),
  /** UTC µs */
  startedAt: z.number(),
  /** More steps follow. */
  running: z.boolean(),
  steps: z.array(StepResult),
});
export type ConnectionReport = z.infer<typeof ConnectionReport>;
