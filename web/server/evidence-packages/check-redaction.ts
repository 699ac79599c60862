import { AppError } from '@workcompanion/core/errors';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { clips } from '@workcompanion/db/schema/clips';

type Clip = typeof clips.$inferSelect;
type Part = Redaction['withheld'][number] | Redaction['blurred'][number];

/** What rounding of shares of a picture may come to. */
const SLACK = 0.001;

/** Each part lies in the clip and on one of its displays. Throws `invalid-input`. */
export function checkRedaction({ withheld, blurred }: Redaction, clip: Clip): void {
  if (![...withheld, ...blurred].every((part) => isInClip(part, clip))) {
    throw new AppError('invalid-input', 'A redaction is not of the clip.');
  }
  const isOut = ({ x, y, width, height }: Redaction['blurred'][number]) =>
    x + width > 1 + SLACK || y + height > 1 + SLACK;
  if (blurred.some(isOut)) {
    throw new AppError('invalid-input', 'A blurred region reaches out of the picture.');
  }
}

function isInClip({ from, to, device, display }: Part, clip: Clip): boolean {
  const isInside = from < to && from >= clip.footageFrom && to <= clip.footageTo;
  if (device === null && display === null) return isInside;
  return isInside && clip.displays.some((one) => one.device === device && one.display === display);
}
