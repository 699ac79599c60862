'use client';

import { UnstyledButton } from '@mantine/core';
import { formatBytes } from '@workcompanion/core/format-bytes';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { FactList } from '../../../components/fact-list.tsx';
import type { ViewEntry } from '../../../contract/views.ts';
import { useDuration } from '../../format/use-duration.ts';
import { useViewWords } from '../../views/use-view-words.ts';
import { ViewSeconds } from '../../views/views-table.tsx';
import { useDayScope } from '../context/day-context.ts';
import { ProgramsPanel } from '../programs/programs-panel.tsx';
import { formatOffset } from '../time/format-clock.ts';
import { Bookmarks } from './bookmarks.tsx';
import { Moments } from './moments.tsx';
import styles from './panel.module.css';
import { PersonRemarks } from './person-remarks.tsx';
import { ReviewSamples } from './review-samples.tsx';

/** What is known of the day beside its pictures. */
export function SidePanel() {
  const t = useTranslations('day');
  const { day, zone } = useDayScope();
  return (
    <aside className={styles['panel']} aria-label={t('panel')}>
      <AboutDay />
      <ProgramsPanel />
      <Bookmarks />
      <ReviewSamples />
      <PersonRemarks />
      <Moments />
      <WatchedBefore />
      <p className={styles['foot']}>
        {t('zone', {
          zone: day.person.timeZone,
          offset: formatOffset(zone, Math.min(day.now, day.to - 1)),
        })}
      </p>
    </aside>
  );
}

/** Not rounded up: 99.97 % must not read as 100. */
const wholeShare = (share: number): number => Math.floor(share * 1000) / 1000;

function AboutDay() {
  const t = useTranslations('day.about');
  const locale = useLocale();
  const format = useFormatter();
  const { duration } = useDuration();
  const { recordedMicros, accountedFor, journal, storedBytes, delayMinutes } = useDayScope().day;
  const share = accountedFor === null ? null : wholeShare(accountedFor);
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      <FactList
        facts={[
          { label: t('recorded'), value: duration(recordedMicros) },
          {
            label: t('accountedFor'),
            hint: t('accountedHint'),
            value:
              share === null
                ? t('nothingKnown')
                : format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
            tone: share === null ? undefined : share >= 1 ? 'ok' : 'bad',
          },
          {
            label: t('journal'),
            value: journal.complete ? t('complete') : t('missing', { count: journal.missing }),
            tone: journal.complete ? 'ok' : 'bad',
          },
          { label: t('stored'), value: formatBytes(storedBytes, locale) },
          ...(delayMinutes === null
            ? []
            : [
                {
                  label: t('delay'),
                  hint: t('delayHint'),
                  value: t('delayMinutes', { minutes: delayMinutes }),
                },
              ]),
        ]}
      />
    </section>
  );
}

const SHOWN = 8;

/** Who watched what of the day, and when; the person sees the same list. */
function WatchedBefore() {
  const t = useTranslations('day.watched');
  const { watchedBefore: all } = useDayScope().day;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? all : all.slice(0, SHOWN);
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      {all.length === 0 ? <p className={styles['quiet']}>{t('empty')}</p> : null}
      <ul className={styles['rows']}>
        {shown.map((view) => (
          <li key={view.id} className={styles['view']}>
            <WatchedView view={view} />
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

/** By the clock of the day, as all of the panel; each stretch leads to its beginning. */
function WatchedView({ view }: { readonly view: ViewEntry }) {
  const reasons = useTranslations('watching.reasons');
  const { day, player } = useDayScope();
  const words = useViewWords(day.person.timeZone);
  const undisclosed = words.undisclosed(view);
  const { reason, note } = view;
  return (
    <span className={styles['watched']}>
      {view.user.name}
      <small>{words.when(view)}</small>
      <small>{words.what(view)}</small>
      {reason === null ? null : (
        <small>{note ? `${reasons(reason)}: ${note}` : reasons(reason)}</small>
      )}
      {undisclosed === null ? null : <small>{undisclosed}</small>}
      <ViewSeconds view={view}>
        {(stretch) => (
          <UnstyledButton onClick={() => player.seek(stretch.from)}>
            {words.stretch(stretch)}
          </UnstyledButton>
        )}
      </ViewSeconds>
    </span>
  );
}
