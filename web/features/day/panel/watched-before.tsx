'use client';

import { UnstyledButton } from '@mantine/core';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { isStill } from '../../views/is-still.ts';
import { useDayScope } from '../day-context.ts';
import { formatClock } from '../zone/format-clock.ts';
import { groupViews, type WatchedView } from './group-views.ts';
import styles from './panel.module.css';

const SHOWN = 8;

type Manner = Pick<WatchedView, 'pictures' | 'footageFrom' | 'footageTo'>;

function mannerOf({ pictures, footageFrom, footageTo }: Manner): 'pictures' | 'still' | 'stretch' {
  if (pictures) return 'pictures';
  return isStill({ from: footageFrom, to: footageTo }) ? 'still' : 'stretch';
}

/** Who watched which stretch, and when; the employee sees the same list. */
export function WatchedBefore() {
  const t = useTranslations('day.watched');
  const reasonWords = useTranslations('watching.reasons');
  const format = useFormatter();
  const { day, zone, player } = useDayScope();
  const [isWhole, setWhole] = useState(false);
  const all = useMemo(() => groupViews(day.watchedBefore), [day.watchedBefore]);
  const shown = isWhole ? all : all.slice(0, SHOWN);
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      {all.length === 0 ? <p className={styles['quiet']}>{t('empty')}</p> : null}
      <ul className={styles['rows']}>
        {shown.map(({ userName, watchedAt, footageFrom, footageTo, pictures, reason, note }) => (
          <li key={`${userName}${watchedAt}${footageFrom}${pictures}`}>
            <UnstyledButton
              className={styles['row'] ?? ''}
              onClick={() => player.seek(footageFrom)}
            >
              <span className={styles['watched']}>
                {userName}
                <small>
                  {format.dateTime(new Date(watchedAt / 1000), {
                    day: 'numeric',
                    month: 'short',
                    hour: '2-digit',
                    minute: '2-digit',
                    hourCycle: 'h23',
                  })}
                  {' · '}
                  {t(mannerOf({ pictures, footageFrom, footageTo }), {
                    from: formatClock(zone, footageFrom, 'second'),
                    to: formatClock(zone, footageTo, 'second'),
                  })}
                </small>
                {reason === null ? null : (
                  <small>{note ? `${reasonWords(reason)}: ${note}` : reasonWords(reason)}</small>
                )}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {all.length > shown.length ? (
        <UnstyledButton className={styles['quiet'] ?? ''} onClick={() => setWhole(true)}>
          {t('more', { count: all.length - shown.length })}
        </UnstyledButton>
      ) : null}
    </section>
  );
}
