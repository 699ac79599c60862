import { NO_FOOTAGE, WITHHELD } from './gap-words.ts';
import type { LaneCard, VideoLane } from './lane.ts';
import type { VideoPlan } from './video-plan.ts';

/** What a chapter or a subtitle tells; µs from the clip's first moment. */
export interface Cue {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A moment is shown for so long; µs. */
const MOMENT = 3_000_000;

/** Gaps, withheld stretches and bookmarks of the lanes that a video shows, by their start. */
export function cuesOf({ clip, marks }: VideoPlan, lanes: readonly VideoLane[]): Cue[] {
  const named = lanes.length > 1;
  const cards = lanes.flatMap(({ name, cards: all }) =>
    all.map((card) => ({
      ...card,
      text: named ? `${name}: ${cardText(card)}` : cardText(card),
    })),
  );
  const bookmarks = marks.map(({ from, to, note }) => ({
    from,
    to: Math.max(to, from + MOMENT),
    text: `★ ${note}`,
  }));
  return [...cards, ...bookmarks]
    .map(({ from, to, text }) => ({
      from: Math.max(from, clip.from) - clip.from,
      to: Math.min(to, clip.to) - clip.from,
      text: text.replaceAll(/\s+/g, ' '),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

function cardText({ kind, words, note }: LaneCard): string {
  const head = kind === 'gap' ? NO_FOOTAGE : WITHHELD;
  const said = note === null ? '' : ` (${note})`;
  return `${head.en}: ${words.en}${said} / ${head.zh}：${words.zh}`;
}

/** An ffmetadata file: title and chapters, each lasting until the next begins. */
export function ffmetadata(plan: VideoPlan, cues: readonly Cue[]): string {
  const length = plan.clip.to - plan.clip.from;
  const starts = cues.some(({ from }) => from === 0)
    ? cues
    : [{ from: 0, text: plan.person }, ...cues];
  const chapters = starts.map(({ from, text }, index) => {
    const to = Math.max(from, starts[index + 1]?.from ?? length);
    return `[CHAPTER]\nTIMEBASE=1/1000000\nSTART=${from}\nEND=${to}\ntitle=${escaped(text)}\n`;
  });
  const title = `${plan.person} – ${plan.case.title}`;
  const comment = `case ${plan.case.id}, package ${plan.packageId}`;
  return `;FFMETADATA1\ntitle=${escaped(title)}\ncomment=${escaped(comment)}\n${chapters.join('')}`;
}

function escaped(text: string): string {
  return text.replace(/[=;#\\\n]/g, '\\$&');
}

/** WebVTT: the same cues for players that show subtitles. */
export function webVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ from, to, text }) => {
    const line = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('-->', '→');
    return `${vttTime(from)} --> ${vttTime(to)}\n${line}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

function vttTime(micros: number): string {
  const ms = Math.round(micros / 1000);
  const pad = (value: number, digits = 2): string =>
    String(Math.floor(value)).padStart(digits, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
}
