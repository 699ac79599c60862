import Hls, {
  type HlsConfig,
  type Loader,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type LoaderContext,
  LoadStats,
} from 'hls.js';

/** Addresses that do not exist: their content comes out of the package. */
export const PLAYLIST_URL = 'https://package.invalid/playlist.m3u8';
const SEGMENT_URL = 'https://package.invalid/segments/';

export function segmentUrl(segment: string): string {
  return `${SEGMENT_URL}${segment}.ts`;
}

export interface PackageMedia {
  readonly playlist: string;
  /** By the segment's id. */
  readonly segment: (id: string) => Promise<ArrayBuffer>;
}

/** Makes an hls.js without a network: playlist and segments come out of the zip. */
export function createPackageHls(media: PackageMedia): Hls {
  return new Hls({
    enableWorker: false,
    loader: loaderOf(media),
    maxBufferLength: 30,
    backBufferLength: 60,
  });
}

function loaderOf(media: PackageMedia): HlsConfig['loader'] {
  return class PackageLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null;
    stats = new LoadStats();
    #isAborted = false;

    load(
      context: LoaderContext,
      _config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      this.context = context;
      this.stats.loading.start = performance.now();
      contentOf(media, context.url).then(
        (data) => {
          if (this.#isAborted) return;
          this.#count(typeof data === 'string' ? data.length : data.byteLength);
          callbacks.onSuccess({ url: context.url, data, code: 200 }, this.stats, context, null);
        },
        (error: unknown) => {
          if (this.#isAborted) return;
          callbacks.onError({ code: 404, text: String(error) }, context, null, this.stats);
        },
      );
    }

    abort(): void {
      this.#isAborted = true;
      this.stats.aborted = true;
    }

    destroy(): void {
      this.abort();
      this.context = null;
    }

    #count(bytes: number): void {
      const now = performance.now();
      this.stats.loading.first = now;
      this.stats.loading.end = now;
      this.stats.loaded = bytes;
      this.stats.total = bytes;
    }
  };
}

function contentOf(media: PackageMedia, url: string): Promise<string | ArrayBuffer> {
  if (url === PLAYLIST_URL) return Promise.resolve(media.playlist);
  return media.segment(url.slice(SEGMENT_URL.length, -'.ts'.length));
}
