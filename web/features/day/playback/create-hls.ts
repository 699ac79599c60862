import Hls, {
  type HlsConfig,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type LoaderContext,
} from 'hls.js';
import { withoutSegments } from './playlist-loader.ts';

const MB = 1024 * 1024;

/** A segment that fails is asked for once more at once; longer waits are the player's own. */
const SEGMENT_POLICY = {
  default: {
    // The archive is asked for up to half a minute, after a wait for a place.
    maxTimeToFirstByteMs: 60_000,
    maxLoadTimeMs: 180_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 1, retryDelayMs: 300, maxRetryDelayMs: 1_000 },
  },
} as const satisfies HlsConfig['fragLoadPolicy'];

/** The loader of playlists that leaves out what proved unreadable. */
function playlistLoader(unreadable: ReadonlySet<string>): NonNullable<HlsConfig['pLoader']> {
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

/** hls.js set up for a day of screen footage: seconds are looked up, never waited for at the edge. */
export function createHls(unreadable: ReadonlySet<string>): Hls {
  return new Hls({
    autoStartLoad: false,
    // A growing day is an EVENT playlist; the viewer stays where they are, however far from its end.
    liveSyncDuration: 1,
    liveMaxLatencyDuration: Number.POSITIVE_INFINITY,
    // At 16x this is four seconds of watching.
    maxBufferLength: 60,
    maxMaxBufferLength: 180,
    maxBufferSize: 24 * MB,
    backBufferLength: 90,
    fragLoadPolicy: SEGMENT_POLICY,
    pLoader: playlistLoader(unreadable),
  });
}

export function canPlayHls(): boolean {
  return Hls.isSupported();
}
