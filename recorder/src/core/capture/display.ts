import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';

export interface Display {
  readonly name: DisplayName;
  readonly geometry: DisplayGeometry;
  /** The one that the system puts first. */
  readonly primary?: boolean | undefined;
  /** Its number where a system has two ways to capture; absent: it has none. */
  readonly output?: number;
}

/** Nothing that a recording depends on has changed. */
export function isSameSource(a: Display, b: Display): boolean {
  return a.output === b.output && sameGeometry(a.geometry, b.geometry);
}

export function sameGeometry(a: DisplayGeometry, b: DisplayGeometry): boolean {
  return a.width === b.width && a.height === b.height && a.x === b.x && a.y === b.y;
}

/** Those that the policy records. Where no display is marked as the main one, the first is. */
export function chooseDisplays(
  displays: readonly Display[],
  wish: CapturePolicy['displays'],
): readonly Display[] {
  if (wish === 'all') return displays;
  const main = displays.find(({ primary }) => primary) ?? displays[0];
  return main === undefined ? [] : [main];
}
