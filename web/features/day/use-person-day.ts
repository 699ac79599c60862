import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { useRoute } from '../api/use-route.ts';

/** A person's day, kept fresh while it lasts. */
export function usePersonDay(person: string, date: string) {
  return useRoute(
    PEOPLE_ROUTES.readPersonDay,
    { person, date },
    {
      refetchInterval: ({ state: { data } }) =>
        data === undefined ? false : refreshDayAfter(data),
    },
  );
}

const LIVE_REFRESH_MS = 4_000;
/** Uploads of a day go on a while after its midnight. */
const AFTERMATH_MICROS = 15 * 60_000_000;
const MICROS_PER_MS = 1_000;
const SECOND_MS = 1_000;

type Refreshed = Pick<PersonDay, 'now' | 'from' | 'to' | 'purpose'>;

/**
 * In how many ms the day is to be asked for again: soon while it lasts, else when the purpose that it
 * is watched for has ended, so that the viewer is asked anew before playback is refused.
 */
export function refreshDayAfter({ now, from, to, purpose }: Refreshed): number | false {
  if (now >= from && now < to + AFTERMATH_MICROS) return LIVE_REFRESH_MS;
  if (!purpose.isAsked || purpose.current === null) return false;
  return Math.max(0, Math.ceil((purpose.current.endsAt - now) / MICROS_PER_MS)) + SECOND_MS;
}
