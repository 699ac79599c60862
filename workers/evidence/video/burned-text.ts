import {
  type ClipClock,
  TICKS_PER_SECOND,
  ticksAt,
} from '@workcompanion/core/evidence/native/clip-ticks';
import { zoneOffsets } from '@workcompanion/core/footage/zone-offsets';
import { NO_FOOTAGE, WITHHELD } from './gap-words.ts';
import type { LaneCard } from './lane.ts';
import type { VideoPlan } from './video-plan.ts';

/** The colour of the bar below the video: nothing that was recorded is covered. */
export const BAR_COLOUR = '0x14171c';
export const TEXT_COLOUR = '0xf1f3f5';
const MARGIN = 12;
const LABEL_COLUMNS = 64;
const NOTE_COLUMNS = 80;
/** Half of a tick of the media clock, so that a time told in it is not rounded down to the one before. */
const HALF_TICK_SECONDS = 0.000_006;

export interface Bar {
  readonly height: number;
  readonly fontSize: number;
}

/** Below a picture of this width; even, as the encoder wants it. */
export function barOf(width: number): Bar {
  const fontSize = Math.round(Math.min(30, Math.max(12, width / 70)));
  return { height: 2 * Math.round(fontSize * 0.9), fontSize };
}

/** The wall clock to the millisecond, with its offset: one filter for each offset of the clip. */
export function clockFilters(plan: VideoPlan, font: string, bar: Bar): string[] {
  const { clip, timeZone } = plan;
  return zoneOffsets(timeZone, clip.from, clip.to).map(({ from, to, offsetSeconds, name }) => {
    const epoch = (clip.from / 1_000_000 + offsetSeconds + HALF_TICK_SECONDS).toFixed(6);
    const millis = `%{eif:mod(floor((t+${epoch})*1000),1000):d:3}`;
    const text = `%{pts:gmtime:${epoch}:%Y-%m-%d %T}.${millis} ${name}`;
    return drawText({
      font,
      size: bar.fontSize,
      text: filterText(text),
      x: String(MARGIN),
      y: yInBar(bar),
      during: { clip, from, to },
    });
  });
}

/** Whose screen it is and which case it is for, at the right end of the bar. */
export function labelFilter(
  plan: VideoPlan,
  font: string,
  about: { bar: Bar; lane: string | null },
) {
  const { bar, lane } = about;
  const parts = [plan.person, ...(lane === null ? [] : [lane]), plan.case.title];
  const text = cutText(parts.join(' · '), LABEL_COLUMNS);
  return drawText({
    font,
    size: bar.fontSize,
    text: `${filterText(`${text} · ${plan.case.id}`)}:expansion=none`,
    x: `w-tw-${MARGIN}`,
    y: yInBar(bar),
    during: null,
  });
}

/** In the middle of a picture that is not there: why, and from when to when. */
export function cardFilter(
  plan: VideoPlan,
  font: string,
  about: { card: LaneCard; width: number },
) {
  const { card, width } = about;
  const head = card.kind === 'gap' ? NO_FOOTAGE : WITHHELD;
  const times = `${localTime(plan.timeZone, card.from)} – ${localTime(plan.timeZone, card.to)}`;
  const note = card.note === null ? [] : [cutText(card.note.replaceAll('\n', ' '), NOTE_COLUMNS)];
  const lines = [`${head.en}: ${card.words.en}`, `${head.zh}：${card.words.zh}`, ...note, times];
  return drawText({
    font,
    size: Math.round(Math.min(40, Math.max(14, width / 50))),
    text: `${filterText(lines.join('\n'))}:expansion=none:line_spacing=8`,
    x: '(w-tw)/2',
    y: '(h-th)/2',
    during: { clip: plan.clip, from: card.from, to: card.to },
  });
}

interface Drawing {
  readonly font: string;
  readonly size: number;
  /** Escaped, with what further options belong to it. */
  readonly text: string;
  readonly x: string;
  readonly y: string;
  /** Null: always. */
  readonly during: { readonly clip: ClipClock; readonly from: number; readonly to: number } | null;
}

function drawText({ font, size, text, x, y, during }: Drawing): string {
  const look = `font=${filterText(font)}:fontsize=${size}:fontcolor=${TEXT_COLOUR}:x=${x}:y=${y}`;
  const when = during === null ? '' : `:enable=${whileIn(during.clip, during)}`;
  return `drawtext=${look}:y_align=font:text=${text}${when}`;
}

/** A filter's condition that holds for frames within a stretch. */
export function whileIn(
  clip: ClipClock,
  { from, to }: { readonly from: number; readonly to: number },
) {
  // Half a tick early: where a stretch begins is rounded, and so is the frame that begins it.
  const seconds = (at: number): string => ((ticksAt(clip, at) - 0.5) / TICKS_PER_SECOND).toFixed(7);
  return `gte(t\\,${seconds(from)})*lt(t\\,${seconds(to)})`;
}

/** Where text stands in the bar, from the picture's lower edge. */
export function yInBar({ height, fontSize }: Bar): string {
  return `h-${Math.round((height + fontSize * 1.45) / 2)}`;
}

/** "2026-11-25 15:04:05.200 UTC+08:00" */
function localTime(timeZone: string, utcMicros: number): string {
  const [offset] = zoneOffsets(timeZone, utcMicros, utcMicros + 1);
  const { offsetSeconds = 0, name = 'UTC' } = offset ?? {};
  const local = new Date(Math.floor(utcMicros / 1000) + offsetSeconds * 1000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 23)} ${name}`;
}

/**
 * Text as the value of a filter's option: escaped for the option, and once more for the graph
 * (ffmpeg-filters, "Notes on filtergraph escaping"). Control characters but line breaks are dropped.
 */
export function filterText(text: string): string {
  const clean = [...text].filter((char) => char === '\n' || char >= ' ').join('');
  const option = clean.replace(/[\\':]/g, '\\$&');
  return option.replace(/[\\'[\],;]/g, '\\$&');
}

/** At most so many columns, of which a CJK character takes two; what is cut ends with "…". */
function cutText(text: string, columns: number): string {
  let taken = 0;
  let kept = '';
  for (const char of text) {
    taken += char >= '\u1100' ? 2 : 1;
    if (taken > columns) return `${kept.trimEnd()}…`;
    kept += char;
  }
  return kept;
}
