import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** Of which moments of a day there are thumbnails, and how much the screen changed then. */
export const LaneThumbnails = z.object({
  device: DeviceId,
  display: z.string(),
  /** In order of time; the lists below run along with it. ms after the day's `from`. */
  starts: z.array(z.number().int()),
  /** ms */
  lasts: z.array(z.number().int().min(0)),
  /** 0 to 100; -1 where it is not known. */
  changes: z.array(z.number().int().min(-1).max(100)),
  /** Positions, in the lists, of segments that have no thumbnail. */
  blank: z.array(z.number().int().min(0)),
});
export type LaneThumbnails = z.infer<typeof LaneThumbnails>;

export const DayThumbnails = z.object({ from: UtcMicros, lanes: z.array(LaneThumbnails) });
export type DayThumbnails = z.infer<typeof DayThumbnails>;
