import { useQuery } from '@tanstack/react-query';
import type { PersonDay } from '../../../contract/people.ts';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import { DayThumbnails } from '../../../contract/thumbnails.ts';
import { portalRequest } from '../../api/portal-request.ts';
import { indexThumbnails, NO_PICTURES, type ThumbnailIndex } from './lane-index.ts';

const LIVE_REFRESH_MS = 15_000;
/** Thumbnails come some seconds after uploads, which go on a while after midnight. */
const AFTERMATH_MICROS = 15 * 60_000_000;

/** Which thumbnails there are. None for somebody who may see the day but not watch it. */
export function useDayThumbnails(day: PersonDay): ThumbnailIndex {
  const { person, date, from, to, now, rights } = day;
  const isGrowing = now >= from && now < to + AFTERMATH_MICROS;
  const { data } = useQuery({
    queryKey: ['day-thumbnails', person.id, date],
    queryFn: ({ signal }) =>
      portalRequest({
        path: PORTAL_ROUTES.dayThumbnails(person.id, date),
        answer: DayThumbnails,
        signal,
      }),
    select: indexThumbnails,
    enabled: rights.includes('watch'),
    refetchInterval: isGrowing ? LIVE_REFRESH_MS : false,
    retry: false,
  });
  return data ?? NO_PICTURES;
}
