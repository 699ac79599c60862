import type { BlurredRegion } from '@workcompanion/core/evidence/manifest';
import type { Clip } from '../../contract/clips.ts';
import type { SearchHit } from '../../contract/search.ts';

/**
 * µs. Texts are read when a screen has come to rest, and each five seconds of one that does not: before a
 * line was first read and after it was last read, it may have stood there for so long.
 */
const BETWEEN_READINGS = 6_000_000;
/** A share of the line's height, on each side: letters reach beyond the box that a reader draws. */
const MARGIN = 0.35;

/** One line of text in the clip, as long as it stood at one place. */
export interface FoundText {
  readonly hit: SearchHit;
  readonly regions: readonly Omit<BlurredRegion, 'reason'>[];
}

type Box = NonNullable<SearchHit['box']>;

/**
 * Where found lines must be covered: each at its place and, where the same line stood elsewhere a moment
 * later, all between both places meanwhile, since it was scrolled or moved there. Earliest first.
 */
export function coverTexts(hits: readonly SearchHit[], clip: Clip): FoundText[] {
  const inClip = hits
    .filter(
      ({ place, device, display, box, screen, from, to }) =>
        place === 'texts' &&
        box !== null &&
        screen !== null &&
        from < clip.to + BETWEEN_READINGS &&
        to > clip.from - BETWEEN_READINGS &&
        clip.displays.some((one) => one.device === device && one.display === display),
    )
    .toSorted((a, b) => a.from - b.from);
  return inClip.flatMap((hit, index) => {
    const next = inClip.slice(index + 1).find((other) => isMovedTo(hit, other));
    const regions = [
      ...regionOf(hit, hit.box, { from: hit.from, to: hit.to }, clip),
      ...(next === undefined
        ? []
        : regionOf(hit, hullOf(hit.box, next.box), { from: hit.to, to: next.from }, clip)),
    ];
    return regions.length === 0 ? [] : [{ hit, regions }];
  });
}

/** The same line at another place before long. */
function isMovedTo(hit: SearchHit, next: SearchHit): boolean {
  return (
    next.device === hit.device &&
    next.display === hit.display &&
    next.text === hit.text &&
    next.from >= hit.to &&
    next.from - hit.to <= 2 * BETWEEN_READINGS
  );
}

function hullOf(one: Box | null, other: Box | null): Box | null {
  if (one === null || other === null) return null;
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

/** None of what lies beside the clip, or beyond the picture. */
function regionOf(
  { device, display, screen, box: line }: SearchHit,
  box: Box | null,
  time: { readonly from: number; readonly to: number },
  clip: Clip,
): Omit<BlurredRegion, 'reason'>[] {
  const from = Math.max(clip.from, time.from - BETWEEN_READINGS);
  const to = Math.min(clip.to, time.to + BETWEEN_READINGS);
  if (box === null || screen === null || display === null || from >= to) return [];
  const margin = (line?.height ?? 0) * MARGIN;
  const share = (pixels: number, whole: number) => Math.min(1, Math.max(0, pixels / whole));
  const x = share(box.x - margin, screen.width);
  const y = share(box.y - margin, screen.height);
  const right = share(box.x + box.width + margin, screen.width);
  const bottom = share(box.y + box.height + margin, screen.height);
  if (right <= x || bottom <= y) return [];
  return [
    {
      device,
      display,
      from,
      to,
      x,
      y,
      width: right - x,
      height: bottom - y,
      isCovered: true,
    },
  ];
}
