import { mergeIntervals } from '@workcompanion/core/footage/interval';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { StretchKind } from '@workcompanion/db/schema/view-stretches';
import { MOST_STRETCHES_TOLD, type ViewEntry, type ViewedStretch } from '../../contract/views.ts';
import type { Stretch } from '../auth/reach/reach.ts';
import { lengthOf } from './accounted-for.ts';

export interface KeptStretch extends Stretch {
  readonly display: string;
  readonly kind: StretchKind;
  readonly lastAt: UtcMicros;
}

type Summary = Pick<
  ViewEntry,
  | 'displays'
  | 'footageMicros'
  | 'shownMicros'
  | 'thumbnailsMicros'
  | 'programsMicros'
  | 'textsMicros'
  | 'stretches'
  | 'moreStretches'
> & { readonly until: UtcMicros | null };

/** What a view comes to: its stretches merged, and how much they are. */
export function summariseView(
  kept: readonly KeptStretch[],
  clip: (stretch: Stretch) => readonly Stretch[] = (stretch) => [stretch],
): Summary {
  const told = kept.flatMap((one) => clip(one).map((part) => ({ ...one, ...part })));
  const length = (kind: StretchKind) => lengthOf(mergeIntervals(told.filter(isOf(kind))));
  const stretches = mergedOf(told);
  return {
    // What is of no display has an empty name.
    displays: [...new Set(told.flatMap(({ display }) => (display === '' ? [] : [display])))].sort(),
    footageMicros: length('footage'),
    shownMicros: length('shown'),
    thumbnailsMicros: length('thumbnails'),
    programsMicros: length('programs'),
    textsMicros: length('texts'),
    stretches: stretches.slice(0, MOST_STRETCHES_TOLD),
    moreStretches: Math.max(0, stretches.length - MOST_STRETCHES_TOLD),
    until: told.length === 0 ? null : Math.max(...told.map(({ lastAt }) => lastAt)),
  };
}

function isOf(kind: StretchKind): (stretch: KeptStretch) => boolean {
  return (stretch) => stretch.kind === kind;
}

/** In the order of the footage. */
function mergedOf(told: readonly KeptStretch[]): ViewedStretch[] {
  const lanes = Map.groupBy(told, ({ display, kind }) => `${kind} ${display}`);
  return [...lanes.values()]
    .flatMap((lane) => {
      const [first] = lane;
      return first === undefined
        ? []
        : mergeIntervals(lane).map(({ from, to }) => ({
            display: first.display,
            kind: first.kind,
            from,
            to,
          }));
    })
    .sort((a, b) => a.from - b.from || a.display.localeCompare(b.display));
}
