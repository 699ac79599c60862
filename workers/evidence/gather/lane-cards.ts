import type { TimelineItem } from '@workcompanion/core/footage/timeline';
import { ABSENT_WORDS, GAP_WORDS, type VideoWords } from '../video/gap-words.ts';
import type { LaneCard } from '../video/lane.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface LaneFacts extends Stretch {
  /** What is known of the display's time, in order. */
  readonly items: readonly TimelineItem[];
  /** Segments that are shown, by start. */
  readonly shown: readonly Stretch[];
  /** Segments that are not there any more. */
  readonly absent: readonly (Stretch & { readonly why: 'shredded' | 'unreadable' })[];
}

/** As the timeline has it: what an encoder needs to stop and to start is no gap. */
const CONTINUITY = 500_000;

/** A card for every moment of [from, to) without a picture, with the cause that the timeline knows. */
export function gapCards({ from, to, items, shown, absent }: LaneFacts): LaneCard[] {
  return holesIn({ from, to }, shown).flatMap((hole) => {
    const claims = [
      ...absent.map(({ why, ...stretch }) => ({
        ...stretch,
        words: ABSENT_WORDS[why],
        note: null,
      })),
      ...items.map((item) => ({ from: item.from, to: item.to, ...wordsOf(item) })),
    ];
    return fill(hole, claims);
  });
}

function holesIn({ from, to }: Stretch, shown: readonly Stretch[]): Stretch[] {
  const holes: Stretch[] = [];
  let at = from;
  for (const segment of shown) {
    if (segment.from - at > CONTINUITY) holes.push({ from: at, to: Math.min(segment.from, to) });
    at = Math.max(at, segment.to);
  }
  if (to - at > CONTINUITY) holes.push({ from: at, to });
  return holes;
}

interface Claim extends Stretch {
  readonly words: VideoWords;
  readonly note: string | null;
}

/** The first claim on a moment wins; what none claims has no known cause. */
function fill(hole: Stretch, claims: readonly Claim[]): LaneCard[] {
  const edges = new Set([hole.from, hole.to]);
  for (const { from, to } of claims) {
    for (const edge of [from, to]) if (edge > hole.from && edge < hole.to) edges.add(edge);
  }
  const ordered = [...edges].sort((a, b) => a - b);
  const cards: LaneCard[] = [];
  for (const [index, from] of ordered.slice(0, -1).entries()) {
    const to = ordered[index + 1] ?? hole.to;
    const claim = claims.find((each) => each.from <= from && each.to >= to);
    const { words, note } = claim ?? { words: GAP_WORDS.unexplained, note: null };
    const last = cards.at(-1);
    if (last?.words === words && last.note === note) cards[cards.length - 1] = { ...last, to };
    else cards.push({ kind: 'gap', from, to, words, note });
  }
  return cards;
}

/** A span whose segments are not there is footage that this server no longer has. */
function wordsOf(item: TimelineItem): Pick<Claim, 'words' | 'note'> {
  if (item.kind === 'gap') return { words: GAP_WORDS[item.cause], note: item.note };
  return { words: ABSENT_WORDS[item.kind === 'pending' ? 'pending' : 'unreadable'], note: null };
}
