import { useFormatter, useTimeZone, useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { ViewEntry } from '../../contract/views.ts';
import { useDates } from '../format/use-dates.ts';
import { isStill } from './is-still.ts';
import styles from './views.module.css';

interface ViewCellsProps {
  readonly view: ViewEntry;
  /** Whose footage it was, where the list is of several people. */
  readonly withPerson: boolean;
}

const MICROS_PER_MS = 1000;

/** A stretch by the clock of the person watched, when it was watched by that of whoever reads. */
export function ViewCells({ view, withPerson }: ViewCellsProps) {
  const t = useTranslations('views');
  const reasons = useTranslations('watching.reasons');
  const format = useFormatter();
  const own = useDates();
  const ownZone = useTimeZone();
  const { timeZone } = view.employee;
  const clock = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  const at = (micros: number) => new Date(micros / MICROS_PER_MS);
  const day = format.dateTime(at(view.from), { timeZone, dateStyle: 'medium' });
  const stretch = format.dateTimeRange(at(view.from), at(view.to), { timeZone, ...clock });
  const kind = isStill(view) ? 'still' : null;
  const manner = view.live ? 'live' : view.pictures ? 'pictures' : kind;
  return (
    <>
      <td className={styles['time']}>{own.moment(view.watchedAt)}</td>
      <td className={styles['strong']}>{view.user.name}</td>
      {withPerson ? (
        <td>
          <PortalLink className={styles['link']} href={`/people/${view.employee.id}`}>
            {view.employee.name}
          </PortalLink>
        </td>
      ) : null}
      <td className={styles['time']}>
        {t('dayAndStretch', { day, stretch })}
        <span className={styles['under']}>
          {view.hostname} · {view.display}
          {timeZone === ownZone ? null : ` · ${timeZone}`}
          {manner === null ? null : <b> · {t(manner)}</b>}
        </span>
      </td>
      <td className={styles['why']}>
        {view.reason === null ? (
          <span className={styles['quiet']}>{t('noReason')}</span>
        ) : (
          reasons(view.reason)
        )}
        {view.note ? <span className={styles['under']}>{view.note}</span> : null}
        {view.undisclosedUntil === null ? null : (
          <span className={styles['under']}>
            {t('undisclosed', {
              date: own.day(view.undisclosedUntil),
            })}
          </span>
        )}
      </td>
    </>
  );
}
