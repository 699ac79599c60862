'use client';

import { Badge, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ACCOUNT_ROUTES, type OwnSession } from '../../contract/account.ts';
import { routeKey } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDates } from '../format/use-dates.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import styles from './account-view.module.css';
import { browserOf } from './browser-of.ts';

/** Where one is signed in, and an end to each. */
export function SessionsSection({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const t = useTranslations('account');
  const words = useErrorWords();
  const { one, others } = useEndSessions();
  const error = one.error ?? others.error;
  return (
    <section className={styles['section']}>
      <h2>{t('sessions')}</h2>
      <p>{t('sessionsText')}</p>
      {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
      <ul className={styles['items']} aria-label={t('sessions')}>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            isEnding={one.isPending && one.variables.session === session.id}
            onEnd={() => one.mutate({ session: session.id })}
          />
        ))}
      </ul>
      {sessions.length < 2 ? null : (
        <Button variant="default" loading={others.isPending} onClick={() => others.mutate()}>
          {t('endOthers')}
        </Button>
      )}
    </section>
  );
}

interface SessionItemProps {
  readonly session: OwnSession;
  readonly isEnding: boolean;
  readonly onEnd: () => void;
}

function SessionItem({ session, isEnding, onEnd }: SessionItemProps) {
  const t = useTranslations('account');
  const dates = useDates();
  const { browser, system } = browserOf(session.userAgent);
  const name =
    browser === null ? t('otherProgram') : t('browserOn', { browser, system: system ?? '?' });
  return (
    <li className={styles['item']}>
      <div>
        <strong>{name}</strong>
        {session.isThis ? (
          <Badge size="sm" variant="light" ml={8}>
            {t('thisSession')}
          </Badge>
        ) : null}
        <span className={styles['facts']}>
          {t('sessionFacts', {
            address: session.address,
            by: t(`signedInBy.${session.signedInBy}`),
            begun: dates.moment(session.begunAt),
            used: dates.moment(session.lastUsedAt),
          })}
        </span>
      </div>
      {session.isThis ? null : (
        <Button
          size="xs"
          variant="default"
          aria-label={t('endSessionOf', { name })}
          loading={isEnding}
          onClick={onEnd}
        >
          {t('endSession')}
        </Button>
      )}
    </li>
  );
}

/** One of one's own sessions, or all but this. */
function useEndSessions() {
  const client = useQueryClient();
  const onSettled = () =>
    client.invalidateQueries({ queryKey: routeKey(ACCOUNT_ROUTES.readAccount) });
  const one = useRouteMutation(ACCOUNT_ROUTES.endOwnSession, { onSettled });
  const others = useRouteMutation(ACCOUNT_ROUTES.endOtherSessions, { onSettled });
  return { one, others };
}
