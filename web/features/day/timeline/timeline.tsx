'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { DayOverview } from './day-overview.tsx';
import styles from './timeline.module.css';
import { TimelineTrack } from './timeline-track.tsx';

/** The day in lanes, one for each display, over a ruler in the person's zone. */
export function Timeline({ isSelecting }: { readonly isSelecting: boolean }) {
  const t = useTranslations('day.timeline');
  const { day, focus } = useDayScope();
  const names = useLaneNames(day.lanes);
  return (
    <section className={styles['timeline']} aria-label={t('label')}>
      <span className={styles['caption']}>{t('overview')}</span>
      <DayOverview />
      <div className={styles['names']}>
        {day.lanes.map((lane) => {
          const key = laneKey(lane);
          return (
            <span
              key={key}
              className={styles['name']}
              data-dimmed={focus !== null && focus !== key}
              title={`${lane.display} · ${lane.hostname}`}
            >
              {names.get(key)}
            </span>
          );
        })}
        <TimelineLegend />
      </div>
      <TimelineTrack isSelecting={isSelecting} />
    </section>
  );
}

const TONES = ['neutral', 'private', 'bad'] as const;

/** What the colours and hatchings stand for. */
function TimelineLegend() {
  const t = useTranslations('day.timeline');
  return (
    <Popover position="top-start" shadow="md" returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles['legendButton'] ?? ''}>{t('legend')}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles['legend']}>
          <div>
            <i data-kind="span" />
            {t('span')}
          </div>
          <div>
            <i data-kind="pending" />
            {t('pending')}
          </div>
          <div>
            <i data-kind="changes" />
            {t('changes')}
          </div>
          <div>
            <i data-kind="covered" />
            {t('covered')}
          </div>
          {TONES.map((tone) => (
            <div key={tone}>
              <i data-tone={tone} />
              {t(tone)}
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
