import type { Manifest, PackageSegment } from '@workcompanion/core/evidence/manifest';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import {
  type FragmentTime,
  mediaAtWall,
  wallAtMedia,
} from '@workcompanion/core/footage/fragment-clock';
import { renderPlaylist } from '@workcompanion/core/footage/playlist';
import Hls from 'hls.js';
import { createPackageHls, PLAYLIST_URL, segmentUrl } from './package-loader.ts';
import { readKeys, segmentBytes } from './segment-bytes.ts';

/** Plays the segments of one display and tells the wall clock of the shown frame. */
export class FootagePlayer {
  readonly #video: HTMLVideoElement;
  readonly #hls: Hls;

  constructor(of: {
    readonly video: HTMLVideoElement;
    readonly reader: PackageReader;
    readonly manifest: Manifest;
    /** The proven segments of one display, in order. */
    readonly segments: readonly PackageSegment[];
    readonly onProblem: () => void;
  }) {
    this.#video = of.video;
    const byId = new Map<string, PackageSegment>(of.segments.map((one) => [one.segment, one]));
    const keys = readKeys(of.reader, of.manifest);
    this.#hls = createPackageHls({
      playlist: playlistOf(of.segments),
      segment: async (id) => {
        const segment = byId.get(id);
        if (segment === undefined) throw new Error(`no segment ${id}`);
        return segmentBytes(of.reader, segment, await keys);
      },
    });
    this.#hls.on(Hls.Events.ERROR, (_event, { fatal }) => {
      if (fatal) of.onProblem();
    });
    this.#hls.once(Hls.Events.LEVEL_LOADED, () => this.seek(of.manifest.from));
    this.#hls.loadSource(PLAYLIST_URL);
    this.#hls.attachMedia(of.video);
  }

  static isSupported(): boolean {
    return Hls.isSupported();
  }

  /** UTC µs of the frame that is shown; null before the first. */
  get wallClock(): number | null {
    return wallAtMedia(this.#fragments, this.#video.currentTime);
  }

  /** To a moment (UTC µs), or to the next footage after it. */
  seek(micros: number): void {
    const found = mediaAtWall(this.#fragments, micros);
    if (found !== null) this.#video.currentTime = found.seconds;
  }

  destroy(): void {
    this.#hls.destroy();
  }

  get #fragments(): readonly FragmentTime[] {
    return this.#hls.levels[0]?.details?.fragments ?? [];
  }
}

function playlistOf(segments: readonly PackageSegment[]): string {
  return renderPlaylist({
    ended: true,
    segments: segments.map(({ segment, start, duration, recording, sequence }) => ({
      url: segmentUrl(segment),
      startMicros: start,
      durationMicros: duration,
      recordingId: recording,
      sequence,
    })),
  });
}
