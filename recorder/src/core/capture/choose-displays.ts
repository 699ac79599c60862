import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { Display } from './display.ts';

/** Those that the policy records. Where no display is marked as the main one, the first is. */
export function chooseDisplays(
  displays: readonly Display[],
  wish: CapturePolicy['displays'],
): readonly Display[] {
  if (wish === 'all') return displays;
  const main = displays.find(({ primary }) => primary) ?? displays[0];
  return main === undefined ? [] : [main];
}
