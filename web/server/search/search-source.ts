import type { DeviceId, KeyId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { MarkedPart } from '@workcompanion/core/search/fold';
import type { Sought } from '@workcompanion/core/search/search-terms';
import type { SearchPlace } from '../../contract/search.ts';
import type { Stretch } from '../auth/reach/reach.ts';
import type { ActorContext } from '../auth/user-context.ts';

/** What is looked for, made ready once. */
export interface SearchQuery extends Sought {
  readonly places: ReadonlySet<SearchPlace>;
  /** Folded; only while it was in front. */
  readonly program: string | null;
  readonly display: string | null;
  readonly isFrontOnly: boolean;
  /** Whether filters may rule texts out; else all of them are opened. */
  readonly asksFilters: boolean;
}

/** What was found in a piece, as long as it stood there without a change. */
export interface Finding extends Stretch {
  readonly place: SearchPlace;
  /** The one that a line was read on; where a window was follows from where it lay. */
  readonly display: string | null;
  readonly program: string | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly marks: readonly MarkedPart[];
  /** In pixels of the display, or of the desktop where `display` is null. */
  readonly box: Box | null;
  readonly isFront: boolean;
  /** The size of the display when a line was read there; null where that was not told. */
  readonly screen: Pick<Box, 'width' | 'height'> | null;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something sealed in which words may stand. */
export interface SearchPiece {
  readonly kind: 'windows' | 'texts';
  readonly device: DeviceId;
  /** What goes on in the next piece is in one of the same lane: a desktop's windows, a display's texts. */
  readonly lane: string;
  readonly startsAt: UtcMicros;
  readonly keyId: KeyId;
  /** In any order; null when it does not open. */
  find(query: SearchQuery): Promise<readonly Finding[] | null>;
}

export interface SearchedTime extends Stretch {
  readonly deviceIds: readonly DeviceId[];
}

/** Where words may be found. */
export interface SearchSource {
  readonly places: readonly SearchPlace[];
  /** What of it begins in this time, without what is known to hold nothing of it. */
  pieces(
    ctx: ActorContext,
    time: SearchedTime,
    query: SearchQuery,
  ): Promise<readonly SearchPiece[]>;
  /** No piece lasts longer, µs. */
  readonly longestPiece: number;
}
