import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';

export interface Display {
  readonly name: DisplayName;
  readonly geometry: DisplayGeometry;
  /** The system's main display. */
  readonly primary?: boolean | undefined;
  /** Its number in desktop duplication, on Windows; absent when it has none. */
  readonly output?: number;
}

/** Whether everything that a recording depends on is the same. */
export function isSameSource(a: Display, b: Display): boolean {
  return a.output === b.output && sameGeometry(a.geometry, b.geometry);
}

export function sameGeometry(a: DisplayGeometry, b: DisplayGeometry): boolean {
  return a.width === b.width && a.height === b.height && a.x === b.x && a.y === b.y;
}

/** Chooses the displays that the policy records. Without a main display the first one counts as main. */
export function chooseDisplays(
  displays: readonly Display[],
  wish: CapturePolicy['displays'],
): readonly Display[] {
  if (wish === 'all') return displays;
  const main = displays.find(({ primary }) => primary) ?? displays[0];
  return main === undefined ? [] : [main];
}
