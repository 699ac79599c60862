'use client';

import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { PersonSummary } from '../../contract/people.ts';
import { HealthBadge } from '../devices/health-badge.tsx';
import { useDuration } from '../format/use-duration.ts';
import { DayStrip } from './day-strip.tsx';
import { healthOfPerson } from './health-of-person.ts';
import { lastFrameOf } from './last-frame-of.ts';
import styles from './people-table.module.css';

interface PersonCellsProps {
  readonly person: PersonSummary;
  readonly now: number | null;
}

export function PersonCells({ person, now }: PersonCellsProps) {
  const t = useTranslations('people');
  const { duration, ago } = useDuration();
  const { id, name, login, devices, today } = person;
  const lastFrameAt = lastFrameOf(person);
  const health = healthOfPerson(devices);
  const age = lastFrameAt === null || now === null ? null : ago(now - lastFrameAt);
  return (
    <>
      <td>
        <div className={styles['person']}>
          <InitialsAvatar name={name} />
          <div>
            <PortalLink
              href={`/people/${id}/${today.date}`}
              className={styles['name']}
              title={t('openDay', { name })}
            >
              {name}
            </PortalLink>
            {login === null || login === name ? null : (
              <span className={styles['sub']}>{login}</span>
            )}
          </div>
        </div>
      </td>
      <td>
        <DayStrip name={name} today={today} now={now} />
      </td>
      <td data-align="end">{today.recordedMicros === 0 ? '–' : duration(today.recordedMicros)}</td>
      <td data-align="end">{lastFrameAt === null ? t('noFrame') : age}</td>
      <td>
        <div className={styles['computers']}>
          {health === null ? null : <HealthBadge health={health} />}
          <span>{devices.map(({ hostname }) => hostname).join(', ') || t('noComputer')}</span>
        </div>
      </td>
    </>
  );
}
