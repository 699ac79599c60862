import { useCallback } from 'react';
import { useDayScope } from '../context/day-context.ts';
import type { Interval } from '../time/interval.ts';
import { formatDayUrl } from './day-url-state.ts';
import { focusToParam } from './focus-param.ts';

/** The address that opens a stretch, at its beginning and chosen. */
export function useStretchLink(): (stretch: Interval) => string {
  const { day, zone, focus } = useDayScope();
  return useCallback(
    (stretch: Interval) => {
      const state = {
        micros: stretch.from,
        focus: focusToParam(day.lanes, focus),
        zoomMicros: null,
        speed: null,
        isPlaying: false,
        stretch,
      };
      const { origin, pathname } = window.location;
      return `${origin}${pathname}?${formatDayUrl(new URLSearchParams(), state, zone)}`;
    },
    [day.lanes, zone, focus],
  );
}
