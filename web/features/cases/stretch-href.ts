import { zoneDay } from '../day/time/zone-day.ts';
import { formatDayUrl } from '../day/url/day-url-state.ts';

interface FootageStretch {
  readonly person: { readonly id: string; readonly timeZone: string };
  readonly from: number;
  readonly to: number;
}

/** The day view at this stretch, chosen there; one over midnight is chosen to the end of its first day. */
export function stretchHref({ person, from, to }: FootageStretch): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: person.timeZone }).format(from / 1000);
  const day = zoneDay(date, person.timeZone);
  const end = Math.min(to, day.to);
  const state = {
    micros: from,
    focus: null,
    zoomMicros: null,
    speed: null,
    isPlaying: false,
    stretch: end > from ? { from, to: end } : null,
  };
  return `/people/${person.id}/${date}?${formatDayUrl(new URLSearchParams(), state, day)}`;
}
