import { Button, Collapse } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '../../components/card.tsx';
import type { RetentionNight } from '../../contract/retention.ts';
import { useDates } from '../format/use-dates.ts';
import { RehearsalFigures } from './rehearsal-figures.tsx';
import { RehearsalPeople } from './rehearsal-people.tsx';
import styles from './retention.module.css';

/** What was deleted last night, and what goes in the next unless a hold comes before. */
export function DueCard({ night }: { readonly night: RetentionNight }) {
  const t = useTranslations('retention');
  const dates = useDates();
  const [isOpen, setOpen] = useState(false);
  const due = night?.due ?? null;
  return (
    <div className={styles['due']}>
      <Card
        title={t('due')}
        aside={
          due === null || due.shares.length === 0 ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? t('hidePeople') : t('showPeople')}
            </Button>
          )
        }
      >
        {due === null ? (
          <p className={styles['text']}>{night === null ? t('noNight') : t('nightRuns')}</p>
        ) : (
          <>
            <RehearsalFigures rehearsal={due} />
            <Collapse expanded={isOpen}>
              <RehearsalPeople rehearsal={due} />
            </Collapse>
          </>
        )}
        {night === null ? null : (
          <p className={styles['text']}>
            {t('lastNight', {
              at: dates.moment(night.startedAt),
              keys: night.keys,
              devices: night.devices,
            })}
          </p>
        )}
      </Card>
    </div>
  );
}
