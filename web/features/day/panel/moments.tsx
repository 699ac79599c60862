'use client';

import { UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Moment } from '../../../contract/people.ts';
import { useDayScope } from '../day-context.ts';
import { laneKey } from '../lane-key.ts';
import { useLaneNames } from '../use-lane-names.ts';
import { gapTone } from '../words/gap-tone.ts';
import { useMomentWords } from '../words/use-moment-words.ts';
import { formatClock } from '../zone/format-clock.ts';
import styles from './panel.module.css';

function toneOf({ kind, cause }: Moment): string | undefined {
  if (kind === 'paused') return 'private';
  if (kind === 'gap' || (kind === 'recording-ended' && cause !== null)) return gapTone(cause);
  return undefined;
}

/** What happened that day, in order; a press goes there. */
export function Moments() {
  const t = useTranslations('day.moments');
  const words = useMomentWords();
  const { day, zone, player } = useDayScope();
  const names = useLaneNames(day.lanes);
  const textOf = (moment: Moment): string => {
    const { device, display } = moment;
    const name = display === null ? undefined : names.get(laneKey({ device, display }));
    const text = words(moment);
    return name === undefined || day.lanes.length < 2
      ? text
      : t('onDisplay', { text, display: name });
  };
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      {day.moments.length === 0 ? <p className={styles['quiet']}>{t('empty')}</p> : null}
      <ul className={styles['rows']}>
        {day.moments.map((moment) => {
          const time = formatClock(zone, moment.at, 'second');
          return (
            <li key={`${moment.at}${moment.kind}${moment.device}${moment.display}${moment.cause}`}>
              <UnstyledButton
                className={styles['row'] ?? ''}
                data-tone={toneOf(moment)}
                onClick={() => player.seek(moment.at)}
                title={t('goTo', { time })}
              >
                <time>{time}</time>
                <span className={styles['text']}>{textOf(moment)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
