'use client';

import { Button, Loader } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './search.module.css';
import { runSearch, type SearchRun, stopSearch } from './search-run.ts';

/** How far was looked, which belongs to every answer: nothing found is nothing found there alone. */
export function SearchStatus({ run }: { readonly run: SearchRun }) {
  const t = useTranslations('search.status');
  const { moment } = useDates();
  const { state, hits, searchedTo, wish } = run;
  const days = new Set(hits.map(({ from }) => Math.floor(from / 86_400_000_000))).size;
  const share = (wish.to - searchedTo) / (wish.to - wish.from);
  return (
    <div className={styles['status']} role="status">
      {state === 'running' ? (
        <>
          <Loader size={14} aria-hidden="true" />
          <progress className={styles['bar']} value={share} max={1} aria-label={t('progress')} />
        </>
      ) : null}
      <b>{t('hits', { count: hits.length, days })}</b>
      {state === 'running' ? <span>{t('backTo', { time: moment(searchedTo) })}</span> : null}
      {state === 'stopped' ? <span>{t('stopped', { time: moment(searchedTo) })}</span> : null}
      {run.end === null ? null : <Coverage run={run} />}
      {state === 'running' ? (
        <Button size="compact-xs" variant="default" onClick={stopSearch}>
          {t('stop')}
        </Button>
      ) : null}
    </div>
  );
}

function Coverage({ run: { end, wish } }: { readonly run: SearchRun }) {
  const t = useTranslations('search.status');
  const { hours } = useDuration();
  if (end === null) return null;
  const { recordedMicros, windowsMicros, textsMicros, unreadable } = end.coverage;
  const { peopleNotNoted, peopleNotRead } = end.coverage;
  const hasWindows = wish.places.some((place) => place !== 'texts');
  const hasTexts = wish.places.includes('texts');
  return (
    <>
      <span>
        {recordedMicros === 0
          ? t('recordedNothing')
          : t('recorded', { time: hours(recordedMicros) })}
      </span>
      {hasWindows ? (
        <span>
          {windowsMicros === 0 ? t('notedNothing') : t('noted', { time: hours(windowsMicros) })}
        </span>
      ) : null}
      {hasTexts ? (
        <span>
          {textsMicros === 0 ? t('readNothing') : t('read', { time: hours(textsMicros) })}
        </span>
      ) : null}
      {hasWindows && windowsMicros > 0 && peopleNotNoted > 0 ? (
        <span>{t('peopleNotNoted', { count: peopleNotNoted })}</span>
      ) : null}
      {hasTexts && textsMicros > 0 && peopleNotRead > 0 ? (
        <span>{t('peopleNotRead', { count: peopleNotRead })}</span>
      ) : null}
      {unreadable > 0 ? <span>{t('unreadable', { count: unreadable })}</span> : null}
    </>
  );
}

/** Below the hits, where one search has told as many as it may. */
export function OlderHits({ run }: { readonly run: SearchRun }) {
  const t = useTranslations('search.status');
  const { moment } = useDates();
  const before = run.end?.olderThan ?? null;
  if (run.state !== 'ended' || before === null) return null;
  return (
    <div className={styles['older']}>
      <span>{t('older', { time: moment(before) })}</span>
      <Button
        size="xs"
        variant="default"
        onClick={() => void runSearch({ ...run.wish, to: before }, run)}
      >
        {t('showOlder')}
      </Button>
    </div>
  );
}
