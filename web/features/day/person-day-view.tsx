'use client';

import { Skeleton } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import { useIsAlive } from '../../components/use-is-alive.ts';
import { type FindRecordedDay, PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import { routeKey, useRoute } from '../api/use-route.ts';
import { QueryFallback } from '../errors/query-fallback.tsx';
import { PurposeForm } from '../watching/purpose-form.tsx';
import { DayView } from './day-view.tsx';
import { DayFinderProvider } from './find/day-finder.tsx';
import { useDateWords } from './header/date-navigator.tsx';
import { DayHeader } from './header/day-header.tsx';
import styles from './person-day-view.module.css';
import { ProgramsProvider } from './programs/programs-provider.tsx';
import { ThumbnailsProvider } from './thumbnails/thumbnails-provider.tsx';
import { usePersonDay } from './use-person-day.ts';

interface PersonDayViewProps {
  readonly person: string;
  readonly date: string;
}

/** A person's day: loading, failed, empty, or there. */
export function PersonDayView({ person, date }: PersonDayViewProps) {
  const query = usePersonDay(person, date);
  const day = query.data;
  // The player needs a browser: until the page is alive nothing stands there that could be pressed in vain.
  const isAlive = useIsAlive();
  if (day === undefined || !isAlive) {
    return <QueryFallback query={query} skeleton={<DaySkeleton />} />;
  }
  if (day.lanes.length === 0) return <EmptyDay day={day} />;
  if (day.purpose.isAsked && day.purpose.current === null) return <PurposeGate day={day} />;
  return (
    <ThumbnailsProvider key={day.date} day={day}>
      <ProgramsProvider day={day}>
        <DayFinderProvider day={day}>
          <DayView day={day} />
        </DayFinderProvider>
      </ProgramsProvider>
    </ThumbnailsProvider>
  );
}

/** The day view's shape, before anything is known. */
function DaySkeleton() {
  const t = useTranslations('common');
  return (
    <div className={styles['day']} role="status" aria-label={t('loading')} aria-busy="true">
      <div className={styles['header']}>
        <Skeleton circle width={32} height={32} />
        <Skeleton width={150} height={12} />
        <Skeleton width={220} height={30} />
      </div>
      <div className={styles['screens']}>
        <Skeleton radius={10} height="100%" />
        <Skeleton radius={10} height="100%" />
      </div>
      <div className={styles['footer']}>
        <Skeleton width={420} height={32} />
        <Skeleton height={24} />
        <Skeleton height={24} />
      </div>
    </div>
  );
}

/** A day of which no recorder has told anything. */
function EmptyDay({ day }: { readonly day: PersonDay }) {
  const t = useTranslations('day');
  const words = useDateWords();
  const { person, date, now, from, to } = day;
  const previous = useRecordedDay(person.id, date, 'previous');
  const next = useRecordedDay(person.id, date, 'next');
  const isFuture = now < from;
  const isToday = !isFuture && now < to;
  return (
    <>
      <DayHeader day={day} />
      <MessageState
        role="status"
        icon={<IconCalendarOff size={22} />}
        title={t(isToday ? 'empty.todayTitle' : 'empty.title')}
        actions={[previous, next].flatMap((recorded) =>
          recorded === null
            ? []
            : [
                <LinkButton
                  key={recorded}
                  href={`/people/${person.id}/${recorded}`}
                  variant="default"
                >
                  {t('empty.goTo', { date: words(recorded) })}
                </LinkButton>,
              ],
        )}
      >
        <p>{isFuture ? t('empty.future') : t('empty.text', { name: person.name })}</p>
      </MessageState>
    </>
  );
}

/** The nearest day with footage on one side; null while that is not known, or where there is none. */
function useRecordedDay(
  person: PersonId,
  date: string,
  direction: FindRecordedDay['direction'],
): string | null {
  const { data } = useRoute(PEOPLE_ROUTES.findRecordedDay, { person, date, direction });
  return data?.date ?? null;
}

/** Nobody watches without having said why: the person reads it. */
function PurposeGate({ day }: { readonly day: PersonDay }) {
  const t = useTranslations('watching');
  const queries = useQueryClient();
  const { person, purpose } = day;
  return (
    <>
      <DayHeader day={day} />
      <section className={styles['gate']} aria-labelledby="purpose-title">
        <h2 id="purpose-title">{t('title', { name: person.name })}</h2>
        <p>{t('lead', { name: person.name })}</p>
        <PurposeForm
          people={[person]}
          wordsRequired={purpose.wordsRequired}
          mayDelay={purpose.mayDelay}
          onDeclared={() =>
            queries.invalidateQueries({ queryKey: routeKey(PEOPLE_ROUTES.readPersonDay) })
          }
        />
      </section>
    </>
  );
}
