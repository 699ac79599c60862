import type { CoveragePiece, LaneCoverage } from '@workcompanion/core/evidence/check-coverage';
import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import {
  type Teller,
  tellStretch,
  tellTime,
  wordsOf,
} from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';

const TICKS = 5;

/** Half-open, UTC µs. */
interface Clip {
  readonly from: number;
  readonly to: number;
}

/** Shows one lane for each display over the time of the clip; a click seeks that moment. */
export function timelineView(
  { manifest, lanes }: PackageFacts,
  teller: Teller,
  onSeek: (lane: LaneCoverage, micros: number) => void,
) {
  const { from, to } = manifest;
  const clip = { from, to };
  const head = element('div', { class: 'head' });
  const rows = lanes.map((lane) => laneRow(lane, { clip, teller, onSeek }));
  const track = element('div', { class: 'track' }, [head]);
  const root = element('div', { class: 'timeline' }, [
    ...rows,
    element('div', { class: 'lane-row' }, [element('span'), axis(clip, teller)]),
    legend(lanes, teller),
    track,
  ]);
  return {
    root,
    showTime(micros: number): void {
      head.style.left = percent(micros, clip);
    },
  };
}

function laneRow(
  lane: LaneCoverage,
  of: {
    readonly clip: Clip;
    readonly teller: Teller;
    readonly onSeek: (lane: LaneCoverage, micros: number) => void;
  },
): HTMLElement {
  const bar = element(
    'div',
    {
      class: 'lane',
      onClick: (event) => {
        const { left, width } = bar.getBoundingClientRect();
        const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
        of.onSeek(lane, of.clip.from + share * (of.clip.to - of.clip.from));
      },
    },
    lane.pieces.map((piece) => pieceOf(piece, of)),
  );
  return element('div', { class: 'lane-row' }, [
    element('span', { class: 'lane-name', text: lane.display }),
    bar,
  ]);
}

function pieceOf(
  piece: CoveragePiece,
  { clip, teller }: { readonly clip: Clip; readonly teller: Teller },
): HTMLElement {
  const name = nameOf(piece, teller);
  const paused = piece.cause === 'paused' ? ' private' : '';
  const made = element('div', {
    class: `piece ${piece.kind}${paused}`,
    text: piece.kind === 'footage' ? '' : name,
    attributes: {
      title: `${name} · ${tellStretch(piece, teller)}`,
    },
  });
  made.style.left = percent(piece.from, clip);
  made.style.width = `${((piece.to - piece.from) / (clip.to - clip.from)) * 100}%`;
  return made;
}

function nameOf({ kind, cause }: CoveragePiece, { language }: Teller): string {
  return cause === null ? PAGE_WORDS[language].lanes[kind] : wordsOf(language).causes[cause];
}

function axis(clip: Clip, teller: Teller): HTMLElement {
  const ticks = Array.from({ length: TICKS }, (_, at) => {
    const micros = clip.from + ((clip.to - clip.from) * at) / (TICKS - 1);
    // Only the time: date and zone are shown beside it.
    const [, time = ''] = tellTime(micros, teller).split(' ');
    return element('span', { text: time });
  });
  return element('div', { class: 'axis' }, ticks);
}

/** Explains the colours of the kinds that this clip has. */
function legend(lanes: readonly LaneCoverage[], { language }: Teller): HTMLElement {
  const kinds = new Set(lanes.flatMap(({ pieces }) => pieces.map(({ kind }) => kind)));
  return element(
    'div',
    { class: 'legend' },
    [...kinds].map((kind) =>
      element('span', {}, [
        element('i', { class: `piece ${kind}` }),
        PAGE_WORDS[language].lanes[kind],
      ]),
    ),
  );
}

function percent(micros: number, { from, to }: Clip): string {
  return `${Math.min(100, Math.max(0, ((micros - from) / (to - from)) * 100))}%`;
}
