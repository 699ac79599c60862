import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** Of which moments of a day there are pictures, and how much the screen changed then. */
export const LanePictures = z.object({
  device: DeviceId,
  display: z.string(),
  /** In order of time; the lists below run along with it. ms after the day's `from`. */
  starts: z.array(z.number().int()),
  /** ms */
  lasts: z.array(z.number().int().min(0)),
  /** 0 to 100; -1 where it is not known. */
  changes: z.array(z.number().int().min(-1).max(100)),
  /** Positions, in the lists, of segments that have no picture. */
  blank: z.array(z.number().int().min(0)),
});
export type LanePictures = z.infer<typeof LanePictures>;

export const DayPictures = z.object({ from: UtcMicros, lanes: z.array(LanePictures) });
export type DayPictures = z.infer<typeof DayPictures>;
