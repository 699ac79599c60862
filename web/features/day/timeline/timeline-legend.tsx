'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from './timeline.module.css';

const TONES = ['neutral', 'private', 'bad'] as const;

/** What the colours and hatchings stand for. */
export function TimelineLegend() {
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
