import { CAN_SKIP, IN_ARCHIVE } from '@workcompanion/core/footage/playlist';
import Hls, {
  type HlsConfig,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type LoaderContext,
} from 'hls.js/light';

/** The loader of playlists that leaves out what proved unreadable. */
export function playlistLoader(unreadable: ReadonlySet<string>): NonNullable<HlsConfig['pLoader']> {
  const Base = Hls.DefaultConfig.loader;
  class PlaylistLoader extends Base {
    override load(
      context: LoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      super.load(context, config, {
        ...callbacks,
        onSuccess: (response, ...rest) => {
          const { data } = response;
          const kept = typeof data === 'string' ? withoutSegments(data, unreadable) : data;
          callbacks.onSuccess(
            { ...response, ...(kept === undefined ? {} : { data: kept }) },
            ...rest,
          );
        },
      });
    }
  }
  return PlaylistLoader as NonNullable<HlsConfig['pLoader']>;
}

/** What belongs to the entry after it: tags (RFC 8216, section 4.3.2), and our remark. */
const OF_SEGMENT = [
  '#EXTINF:',
  '#EXT-X-BYTERANGE:',
  '#EXT-X-PROGRAM-DATE-TIME:',
  IN_ARCHIVE,
] as const;

function tagValue(lines: readonly string[], tag: string): string | null {
  return lines.find((line) => line.startsWith(tag))?.slice(tag.length) ?? null;
}

/** Keeps the wall clock of entries that carry no date of their own: the sum of what came before. */
class EntryClock {
  #next: number | null = null;

  /** Where the entry with these tags begins, Unix ms; null while no date was told. */
  read(tags: readonly string[]): number | null {
    const date = tagValue(tags, '#EXT-X-PROGRAM-DATE-TIME:');
    const begin = date === null ? this.#next : Date.parse(date);
    const seconds = Number.parseFloat(tagValue(tags, '#EXTINF:') ?? '0');
    this.#next = begin === null ? null : begin + seconds * 1000;
    return begin;
  }
}

/**
 * Takes entries out of a media playlist and leaves a discontinuity and the date in their place: the
 * player then treats what could not be read as it treats a gap, and asks for no deltas.
 */
export function withoutSegments(playlist: string, urls: ReadonlySet<string>): string {
  if (urls.size === 0) return playlist;
  const kept: string[] = [];
  const clock = new EntryClock();
  let tags: string[] = [];
  let isBroken = false;
  for (const line of playlist.split('\n')) {
    // Its entries are numbered otherwise now than in what a delta would be of.
    if (line.startsWith(CAN_SKIP)) continue;
    if (OF_SEGMENT.some((tag) => line.startsWith(tag))) tags.push(line);
    else if (line === '' || line.startsWith('#')) kept.push(...tags.splice(0), line);
    else {
      const begin = clock.read(tags);
      if (urls.has(line)) isBroken = true;
      else {
        kept.push(...(isBroken ? seam(kept, tags, begin) : []), ...tags, line);
        isBroken = false;
      }
      tags = [];
    }
  }
  return kept.join('\n');
}

/** What must be told between entries that no longer follow each other. */
function seam(kept: readonly string[], tags: readonly string[], begin: number | null): string[] {
  const isDated = tagValue(tags, '#EXT-X-PROGRAM-DATE-TIME:') !== null;
  return [
    ...(kept.at(-1) === '#EXT-X-DISCONTINUITY' ? [] : ['#EXT-X-DISCONTINUITY']),
    ...(isDated || begin === null
      ? []
      : [`#EXT-X-PROGRAM-DATE-TIME:${new Date(Math.round(begin)).toISOString()}`]),
  ];
}
