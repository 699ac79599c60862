import { createContext, useContext } from 'react';
import type { Bookmark } from '../../../contract/bookmarks.ts';
import type { PersonDay } from '../../../contract/people.ts';
import type { Right } from '../../../contract/session.ts';
import type { DayPlayer } from '../playback/day-player.ts';
import type { Signal } from '../playback/signal.ts';
import type { ReviewState } from '../review/review-of.ts';
import type { ZoneDay } from '../time/zone-day.ts';
import type { SelectionControl } from './use-selection.ts';
import type { ViewportControl } from './use-viewport.ts';

/** What all parts of the day view share. */
export interface DayScope {
  readonly day: PersonDay;
  readonly zone: ZoneDay;
  readonly player: DayPlayer;
  readonly viewport: ViewportControl;
  /** Key of the only lane on screen; null: all. */
  readonly focus: string | null;
  readonly setFocus: (key: string | null) => void;
  /** Asks for a closer look at the first picture, or for all of it again. */
  readonly onCloser: Signal<[]>;
  readonly selection: SelectionControl;
  readonly bookmarks: readonly Bookmark[];
  readonly review: ReviewState;
  /** What the viewer may do with this person's footage. */
  readonly can: (right: Right) => boolean;
}

export const DayContext = createContext<DayScope | null>(null);

export function useDayScope(): DayScope {
  const scope = useContext(DayContext);
  if (scope === null) throw new Error('useDayScope belongs inside a day view');
  return scope;
}
