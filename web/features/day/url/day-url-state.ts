import type { Interval } from '@workcompanion/core/footage/interval';
import type { Lane } from '../../../contract/people.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { SPEEDS, type Speed } from '../pace/pacing.ts';
import { formatTimeParam, parseTimeParam } from '../time/time-param.ts';
import type { ZoneDay } from '../time/zone-day.ts';

/** What a link to a moment carries. `zoomMicros` is how much of the day the timeline shows. */
export interface DayUrlState {
  readonly micros: number | null;
  readonly focus: string | null;
  readonly zoomMicros: number | null;
  /** Null: real time. */
  readonly speed: Speed | null;
  /** Plays at once: whoever came here by playing on from the day before. */
  readonly isPlaying: boolean;
  /** The stretch that is chosen. */
  readonly stretch: Interval | null;
}

const UNITS = { h: 3_600_000_000, m: 60_000_000, s: 1_000_000 } as const;
const isUnit = (text: string): text is keyof typeof UNITS => text in UNITS;

/** "90s", "15m", "2h"; null for anything else. */
export function parseZoom(text: string): number | null {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([hms])$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined || !isUnit(unit)) return null;
  const micros = Number(amount) * UNITS[unit];
  return micros > 0 ? micros : null;
}

/** To three digits, in the largest unit that keeps it above one. */
export function formatZoom(micros: number): string {
  const unit = micros >= UNITS.h ? 'h' : micros >= UNITS.m ? 'm' : 's';
  return `${Number((micros / UNITS[unit]).toPrecision(3))}${unit}`;
}

/** "14:16:07.200~14:20:00.000" */
function parseStretch(text: string, day: ZoneDay): Interval | null {
  const [from, to] = text.split('~').map((time) => parseTimeParam(time, day));
  if (from === undefined || to === undefined || from === null || to === null) return null;
  return from < to ? { from, to } : null;
}

export function parseDayUrl(params: URLSearchParams, day: ZoneDay): DayUrlState {
  const zoom = params.get('zoom');
  return {
    micros: parseTimeParam(params.get('t') ?? '', day),
    focus: params.get('focus') || null,
    zoomMicros: zoom === null ? null : parseZoom(zoom),
    speed: SPEEDS.find((speed) => String(speed) === params.get('speed')) ?? null,
    isPlaying: params.get('play') === '1',
    stretch: parseStretch(params.get('sel') ?? '', day),
  };
}

/** The query of the address, with what it held for others kept. */
export function formatDayUrl(current: URLSearchParams, state: DayUrlState, day: ZoneDay): string {
  const params = new URLSearchParams(current);
  const put = (name: string, value: string | null): void => {
    if (value === null) params.delete(name);
    else params.set(name, value);
  };
  put('t', state.micros === null ? null : formatTimeParam(state.micros, day));
  put('focus', state.focus);
  put('zoom', state.zoomMicros === null ? null : formatZoom(state.zoomMicros));
  put('speed', state.speed === null ? null : String(state.speed));
  put('play', state.isPlaying ? '1' : null);
  const { stretch } = state;
  put(
    'sel',
    stretch && `${formatTimeParam(stretch.from, day)}~${formatTimeParam(stretch.to, day)}`,
  );
  // A colon is legal in a query; "14:16:07.200" is read by people.
  return params.toString().replaceAll('%3A', ':').replaceAll('%7E', '~');
}

type Lanes = readonly Pick<Lane, 'device' | 'display'>[];

/** A display by its name as long as that tells it from the others of the day; else with its device. */
export function focusToParam(lanes: Lanes, key: string | null): string | null {
  const lane = lanes.find((candidate) => laneKey(candidate) === key);
  if (lane === undefined) return null;
  const isUnique = lanes.filter(({ display }) => display === lane.display).length === 1;
  return isUnique ? lane.display : laneKey(lane);
}

export function focusFromParam(lanes: Lanes, param: string | null): string | null {
  const lane =
    lanes.find((candidate) => laneKey(candidate) === param) ??
    lanes.find(({ display }) => display === param);
  return lane === undefined ? null : laneKey(lane);
}
