import { formatTimeParam, parseTimeParam } from '../zone/time-param.ts';
import type { ZoneDay } from '../zone/zone-day.ts';

/** What a link to a moment carries. `zoomMicros` is how much of the day the timeline shows. */
export interface DayUrlState {
  readonly micros: number | null;
  readonly focus: string | null;
  readonly zoomMicros: number | null;
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

export function parseDayUrl(params: URLSearchParams, day: ZoneDay): DayUrlState {
  const zoom = params.get('zoom');
  return {
    micros: parseTimeParam(params.get('t') ?? '', day),
    focus: params.get('focus') || null,
    zoomMicros: zoom === null ? null : parseZoom(zoom),
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
  // A colon is legal in a query; "14:16:07.200" is read by people.
  return params.toString().replaceAll('%3A', ':');
}
