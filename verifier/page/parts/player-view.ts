import type { LaneCoverage } from '@workcompanion/core/evidence/check-coverage';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import type { PackageFacts } from '@workcompanion/core/evidence/verdict';
import { type Teller, tellTime } from '@workcompanion/core/evidence/words/tell-finding';
import { element } from '../element.ts';
import { PAGE_WORDS } from '../page-words.ts';
import { FootagePlayer } from '../playback/footage-player.ts';

const SPEEDS = [1, 2, 4, 8] as const;
const LEAP_MICROS = 10_000_000;

export interface PlayerView {
  readonly root: HTMLElement;
  readonly seek: (micros: number) => void;
  readonly destroy: () => void;
}

/** Shows the video with the wall clock of its frame. Plays only proven segments. */
export function playerView(of: {
  readonly facts: PackageFacts;
  readonly reader: PackageReader;
  readonly teller: Teller;
  readonly lane: LaneCoverage;
  readonly onTime: (micros: number) => void;
}): PlayerView {
  const words = PAGE_WORDS[of.teller.language];
  const segments = provenOf(of.facts, of.lane);
  if (segments.length === 0) return silent(words.noFootage);
  if (!FootagePlayer.isSupported()) return silent(words.cannotPlay);
  const video = element('video', { attributes: { playsinline: '', muted: '' } });
  const clock = element('time', { class: 'clock' });
  const screen = element('div', { class: 'screen' }, [video, clock]);
  const player = new FootagePlayer({
    video,
    reader: of.reader,
    manifest: of.facts.manifest,
    segments,
    onProblem: () => screen.replaceChildren(element('p', { text: words.cannotPlay })),
  });
  const told = new AbortController();
  for (const name of ['timeupdate', 'seeked', 'loadeddata']) {
    video.addEventListener(name, tellClock, { signal: told.signal });
  }

  function tellClock(): void {
    const micros = player.wallClock;
    if (micros === null) return;
    clock.textContent = tellTime(micros, of.teller);
    of.onTime(micros);
    // The last segment may reach beyond the clip, which ends here.
    if (micros >= of.facts.manifest.to && !video.paused) video.pause();
  }

  return {
    root: element('div', {}, [screen, controls({ video, player, words })]),
    seek: (micros) => player.seek(micros),
    destroy: () => {
      told.abort();
      player.destroy();
    },
  };
}

function controls(of: {
  readonly video: HTMLVideoElement;
  readonly player: FootagePlayer;
  readonly words: (typeof PAGE_WORDS)['en'];
}): HTMLElement {
  const { video, player, words } = of;
  const play = element('button', {
    class: 'button primary play',
    text: words.play,
    onClick: () => void (video.paused ? video.play() : video.pause()),
  });
  for (const name of ['play', 'pause', 'ended']) {
    video.addEventListener(name, () => {
      play.textContent = video.paused ? words.play : words.pause;
    });
  }
  const speeds = SPEEDS.map((speed) =>
    element('button', {
      class: 'tab',
      text: `${speed}×`,
      attributes: { 'aria-pressed': String(speed === 1) },
      onClick: ({ currentTarget }) => {
        video.playbackRate = speed;
        for (const one of speeds) {
          one.setAttribute('aria-pressed', String(one === currentTarget));
        }
      },
    }),
  );
  const leap = (text: string, micros: number): HTMLElement =>
    element('button', {
      class: 'tab',
      text,
      onClick: () => {
        if (player.wallClock !== null) player.seek(player.wallClock + micros);
      },
    });
  return element('div', { class: 'controls' }, [
    play,
    element('div', { class: 'tabs' }, [
      leap(words.back, -LEAP_MICROS),
      leap(words.forward, LEAP_MICROS),
    ]),
    element('div', { class: 'tabs' }, speeds),
  ]);
}

function provenOf({ manifest, provenSegments }: PackageFacts, lane: LaneCoverage) {
  const proven = new Set(provenSegments);
  return manifest.segments
    .filter(({ device, display }) => device === lane.device && display === lane.display)
    .filter(({ segment }) => proven.has(segment))
    .toSorted((a, b) => a.start - b.start);
}

function silent(text: string): PlayerView {
  const nothing = () => undefined;
  const root = element('div', { class: 'screen' }, [element('p', { text })]);
  return { root, seek: nothing, destroy: nothing };
}
