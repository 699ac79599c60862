import { z } from 'zod';
import { DeviceId, WindowTrackId } from '../ids.ts';
import { Sha256Base64Url, UtcMicros } from '../protocol/primitives.ts';
import { WindowUse } from '../windows/window-track.ts';

const Index = z.number().int().min(0);

/** A use of the clip's time, or a neighbour of one, with its way to the root that the device has signed. */
const PackageUse = z.object({
  at: Index,
  from: UtcMicros,
  to: UtcMicros,
  digest: Sha256Base64Url,
  path: z.array(Sha256Base64Url),
  /** What was in front; null for what is outside of the clip, or was left out on purpose. */
  shown: z.object({ salt: z.string().max(43), text: z.string() }).nullable(),
});
export type PackageUse = z.infer<typeof PackageUse>;

/** `windows.json`: which programs and windows were in front, of every track that touches the clip. */
export const PackageWindows = z.object({
  tracks: z.array(
    z.object({
      device: DeviceId,
      track: WindowTrackId,
      journalIndex: Index,
      /** `whole`: an older recorder signed it as a whole, which shows more than the clip. */
      absent: z.enum(['shredded', 'unreadable', 'whole']).nullable(),
      uses: z.array(PackageUse),
    }),
  ),
});
export type PackageWindows = z.infer<typeof PackageWindows>;

/** The text of a use. */
export const SeenUse = WindowUse.omit({ from: true, to: true });
