import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Mirror } from '../../contract/mirror.ts';
import { useDuration } from '../format/use-duration.ts';
import { DayHours } from '../people/day-hours.tsx';
import { DayStrip } from '../people/day-strip.tsx';
import styles from './mirror.module.css';

/** The present day in one line, and the way to the pictures of it. */
export function TodayCard({ mirror: { person, today, now } }: { readonly mirror: Mirror }) {
  const t = useTranslations('mirror');
  const { duration } = useDuration();
  const recorded =
    today.recordedMicros === 0
      ? t('todayNothing')
      : t('todayRecorded', { recorded: duration(today.recordedMicros) });
  return (
    <Card
      title={recorded}
      aside={<span className={styles['quiet']}>{t('byClockOf', { zone: person.timeZone })}</span>}
    >
      <div>
        <DayStrip name={person.name} today={today} now={now} />
        <DayHours />
      </div>
      <p className={styles['text']}>
        {t.rich('remarkHint', {
          day: (words) => (
            <PortalLink className={styles['link']} href={`/people/${person.id}/${today.date}`}>
              {words}
            </PortalLink>
          ),
        })}
      </p>
    </Card>
  );
}
