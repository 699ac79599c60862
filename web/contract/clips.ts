import { CaseId, ClipId, DeviceId, PersonId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** As people name a case or a clip. */
export const Title = z.string().trim().min(1).max(120);

/** µs: what one package may hold. */
export const MAX_CLIP = 8 * 3_600_000_000;

export const ClipDisplay = z.object({ device: DeviceId, display: DisplayName });
export type ClipDisplay = z.infer<typeof ClipDisplay>;

export const Clip = z.object({
  id: ClipId,
  title: z.string(),
  person: z.object({ id: PersonId, name: z.string(), timeZone: z.string() }),
  from: UtcMicros,
  to: UtcMicros,
  displays: z.array(ClipDisplay.extend({ hostname: z.string() })),
  createdAt: UtcMicros,
  createdBy: z.string(),
  /** A hold in force covers all of it. */
  isHeld: z.boolean(),
  /** A package of it holds a key that opens all that was recorded in a window, 24 hours as a rule. */
  disclosesWindow: z.boolean(),
  /** How many segments were to be read when somebody asked for its text, and still are; null: nobody asked. */
  texts: z.object({ segments: z.number().int(), waiting: z.number().int() }).nullable(),
});
export type Clip = z.infer<typeof Clip>;

export const MakeClip = z
  .object({
    case: CaseId,
    person: PersonId,
    title: Title,
    from: UtcMicros,
    to: UtcMicros,
    displays: z.array(ClipDisplay).min(1).max(16),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'ends before it begins' });
export type MakeClip = z.infer<typeof MakeClip>;
export const OneClip = z.object({ clip: ClipId });
export type OneClip = z.infer<typeof OneClip>;
