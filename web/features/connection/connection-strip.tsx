'use client';

import { IconPlugConnectedX } from '@tabler/icons-react';
import { onlineManager, type Query, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { useDates } from '../format/use-dates.ts';
import styles from './connection-strip.module.css';
import { isStale, type Staleness, stalenessOf } from './staleness-of.ts';

/** Over the page, while what it shows may be out of date: since when, and that it goes on by itself. */
export function ConnectionStrip() {
  const t = useTranslations('errors');
  const dates = useDates();
  const staleness = useStaleness();
  useOfflinePage();
  return (
    <div role="status">
      {staleness === null ? null : (
        <p className={styles['strip']}>
          <IconPlugConnectedX size={16} aria-hidden="true" />
          {t(staleness.kind === 'lost' ? 'connectionLost' : 'refreshFailed', {
            time: dates.moment(staleness.since * 1000),
          })}
        </p>
      )}
    </div>
  );
}

const TRY_AGAIN_MS = 10_000;

/** Whether what is on the screen may be out of date; while it may, it is asked for again and again. */
function useStaleness(): Staleness | null {
  const client = useQueryClient();
  const last = useRef<Staleness | null>(null);
  const subscribe = useCallback(
    (tell: () => void) => {
      const ends = [client.getQueryCache().subscribe(tell), onlineManager.subscribe(tell)];
      return () => {
        for (const end of ends) end();
      };
    },
    [client],
  );
  const read = useCallback(() => {
    const active = client.getQueryCache().findAll({ type: 'active' });
    const next = stalenessOf(
      active.map(({ state }) => state),
      onlineManager.isOnline(),
    );
    // The same object for the same answer: React compares by identity.
    const isSame = next?.kind === last.current?.kind && next?.since === last.current?.since;
    if (!isSame) last.current = next;
    return last.current;
  }, [client]);
  const staleness = useSyncExternalStore(subscribe, read, () => null);
  const isWaiting = staleness !== null;
  useEffect(() => {
    if (!isWaiting) return;
    const again = (): void => {
      const predicate = (query: Query): boolean => isStale(query.state);
      void client.refetchQueries({ type: 'active', predicate });
    };
    const timer = window.setInterval(again, TRY_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [client, isWaiting]);
  return staleness;
}

/** Lets the browser show our own page where the portal can't be reached, in the language of this one. */
function useOfflinePage(): void {
  const locale = useLocale();
  useEffect(() => {
    // Browsers allow it over https only, and on the machine itself.
    if (!window.isSecureContext) return;
    const address = `/offline-worker.js?${new URLSearchParams({ locale })}`;
    // Without it the browser's own page is shown: no reason to trouble anybody.
    navigator.serviceWorker.register(address).catch(() => {});
  }, [locale]);
}
