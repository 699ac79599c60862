import type { DeviceId } from '@workcompanion/core/ids';
import type { Finding, SearchPiece } from './search-source.ts';

/** From the last look of one piece to the first of the next, µs. */
const MOST_BETWEEN_LOOKS = 3_000_000;

export interface DeviceFinding extends Finding {
  readonly device: DeviceId;
}

/**
 * Makes one of what stood on a screen across several pieces, which come newest first. What an older
 * piece may still lengthen is held back until it is looked through.
 */
export class FindingJoiner {
  readonly #held = new Map<string, DeviceFinding & { readonly lane: string }>();

  /** Takes what one piece holds, and gives what can't get longer any more, newest first. */
  add(
    { device, lane, startsAt }: Pick<SearchPiece, 'device' | 'lane' | 'startsAt'>,
    findings: readonly Finding[],
  ): DeviceFinding[] {
    const over: DeviceFinding[] = [];
    const newestFirst = findings.toSorted((a, b) => b.to - a.to);
    for (const finding of newestFirst) {
      const key = keyOf(lane, finding);
      const held = this.#held.get(key);
      const goesOn = held !== undefined && held.from - finding.to <= MOST_BETWEEN_LOOKS;
      if (held !== undefined && !goesOn) over.push(held);
      const to = goesOn ? Math.max(held.to, finding.to) : finding.to;
      const from = goesOn ? Math.min(held.from, finding.from) : finding.from;
      this.#held.set(key, { ...finding, device, lane, from, to });
    }
    for (const [key, held] of this.#held) {
      if (held.lane !== lane || held.from - startsAt <= MOST_BETWEEN_LOOKS) continue;
      this.#held.delete(key);
      over.push(held);
    }
    return over.sort((a, b) => b.from - a.from);
  }

  /** What is left when all was looked through. */
  rest(): DeviceFinding[] {
    const over = [...this.#held.values()].sort((a, b) => b.from - a.from);
    this.#held.clear();
    return over;
  }
}

function keyOf(
  lane: string,
  { place, program, title, text, isFront, box, screen }: Finding,
): string {
  const spot = text === null ? null : [box?.x, box?.y, screen?.width, screen?.height];
  return JSON.stringify([lane, place, program, title, text, isFront, spot]);
}
