import { useQuery } from '@tanstack/react-query';
import type { PersonDay } from '../../../contract/people.ts';
import { DayPictures } from '../../../contract/pictures.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { portalRequest } from '../../api/portal-request.ts';
import { indexPictures, NO_PICTURES, type PictureIndex } from './lane-index.ts';

const LIVE_REFRESH_MS = 15_000;
/** Pictures come some seconds after uploads, which go on a while after midnight. */
const AFTERMATH_MICROS = 15 * 60_000_000;

/** Which pictures there are. None for somebody who may see the day but not watch it. */
export function useDayPictures(day: PersonDay): PictureIndex {
  const { person, date, from, to, now, rights } = day;
  const isGrowing = now >= from && now < to + AFTERMATH_MICROS;
  const { data } = useQuery({
    queryKey: ['day-pictures', person.id, date],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.dayPictures(person.id, date),
        answer: DayPictures,
        signal,
      }),
    select: indexPictures,
    enabled: rights.includes('watch'),
    refetchInterval: isGrowing ? LIVE_REFRESH_MS : false,
    retry: false,
  });
  return data ?? NO_PICTURES;
}
