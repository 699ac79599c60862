import type { DisplayName } from '@workcompanion/core/protocol/primitives';
import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';

export interface Display {
  readonly name: DisplayName;
  readonly geometry: DisplayGeometry;
  /** The one that the system puts first. */
  readonly primary?: boolean | undefined;
}

export function sameGeometry(a: DisplayGeometry, b: DisplayGeometry): boolean {
  return a.width === b.width && a.height === b.height && a.x === b.x && a.y === b.y;
}
