'use client';

import { Button } from '@mantine/core';
import {
  IconBellRinging,
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconHourglass,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Card } from '../../components/card.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import {
  SAVED_SEARCH_ROUTES,
  type SavedSearch,
  type SavedSearchFind,
} from '../../contract/saved-searches.ts';
import { UNKNOWN } from '../../contract/told.ts';
import { useRoute } from '../api/use-route.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { useDates } from '../format/use-dates.ts';
import styles from './saved-searches.module.css';

const REFRESH_MS = 30_000;

interface OpenProps {
  /** Fills the page with what was looked for, and with a day on which something was found. */
  readonly onOpen: ((saved: SavedSearch, find: SavedSearchFind | null) => void) | null;
}

interface SavedSearchesProps extends OpenProps {
  /** The one that an alert led to; '' for none. */
  readonly marked: string;
}

/** Searches that go on by themselves: their state, and on which days of whom they found something. */
export function SavedSearches({ marked, onOpen }: SavedSearchesProps) {
  const t = useTranslations('search.saved');
  const saved = useRoute(SAVED_SEARCH_ROUTES.listSavedSearches, undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (saved.isLoadingError) {
    return <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />;
  }
  const items = saved.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('title')}>
      <ul className={styles['list']}>
        {items.map((item) => (
          <SavedItem key={item.id} saved={item} isMarked={item.id === marked} onOpen={onOpen} />
        ))}
      </ul>
    </Card>
  );
}

const LOOKS = {
  waiting: { tone: 'warn', Icon: IconHourglass },
  refused: { tone: 'neutral', Icon: IconCircleX },
  on: { tone: 'ok', Icon: IconBellRinging },
  ended: { tone: 'neutral', Icon: IconCircleCheck },
  [UNKNOWN]: { tone: 'neutral', Icon: IconClockPause },
} as const;

interface SavedItemProps extends OpenProps {
  readonly saved: SavedSearch;
  readonly isMarked: boolean;
}

function SavedItem({ saved, isMarked, onOpen }: SavedItemProps) {
  const t = useTranslations('search.saved');
  const { finds, state, isOwn, note, by } = saved;
  const mayOpen = isOwn && onOpen !== null;
  return (
    <li className={styles['item']} data-marked={isMarked || undefined}>
      <div className={styles['head']}>
        <h3 className={styles['words']}>
          <SoughtWords saved={saved} />
        </h3>
        <StatusBadge {...LOOKS[state]}>{t(`states.${state}`)}</StatusBadge>
        <span className={styles['actions']}>
          {mayOpen ? (
            <Button size="compact-xs" variant="default" onClick={() => onOpen(saved, null)}>
              {t('open')}
            </Button>
          ) : null}
          {saved.mayEnd ? <EndButton saved={saved} /> : null}
        </span>
      </div>
      <p className={styles['facts']}>
        <SavedFacts saved={saved} />
      </p>
      <p className={styles['facts']}>{isOwn ? note : t('byFor', { name: by.name, note })}</p>
      {isOwn && saved.lookedAt !== null && finds.length === 0 ? (
        <p className={styles['facts']}>{t('nothing')}</p>
      ) : null}
      {finds.length === 0 ? null : (
        <ul className={styles['finds']} aria-label={t('finds')}>
          {finds.map((find) => (
            <li key={`${find.person.id} ${find.date}`}>
              <FindButton find={find} onOpen={mayOpen ? () => onOpen(saved, find) : null} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What was looked for, as far as the reader is told. */
function SoughtWords({ saved: { sought } }: { readonly saved: SavedSearch }) {
  const t = useTranslations('search');
  if (sought === null) return t('saved.wordsHidden');
  const { words, numbers, program } = sought;
  const kind = numbers === null || numbers === UNKNOWN ? null : t(`filters.numberKinds.${numbers}`);
  const what = [words === '' ? null : words, kind].filter((part) => part !== null).join(' + ');
  return program === null ? what : t('saved.inProgram', { what, program });
}

function SavedFacts({ saved }: { readonly saved: SavedSearch }) {
  const t = useTranslations('search.saved');
  const dates = useDates();
  const { person, team, from, endsAt, lookedAt, state } = saved;
  const whom =
    person === null
      ? team === null
        ? t('ofEverybody')
        : t('ofTeam', { name: team.name })
      : t('ofPerson', { name: person.name });
  return (
    <>
      <span>{whom}</span>
      <span>{dates.days(from, endsAt)}</span>
      {state === 'on' && lookedAt === null ? <span>{t('notYet')}</span> : null}
      {lookedAt === null ? null : <span>{t('lookedAt', { time: dates.moment(lookedAt) })}</span>}
    </>
  );
}

interface FindButtonProps {
  readonly find: SavedSearchFind;
  readonly onOpen: (() => void) | null;
}

function FindButton({ find: { person, from, hits }, onOpen }: FindButtonProps) {
  const t = useTranslations('search.saved');
  const dates = useDates();
  return (
    <Button
      size="compact-sm"
      variant="light"
      disabled={onOpen === null}
      onClick={onOpen ?? undefined}
    >
      {t('find', { name: person.name, day: dates.day(from), hits })}
    </Button>
  );
}

function EndButton({ saved }: { readonly saved: SavedSearch }) {
  const t = useTranslations('search.saved');
  const common = useTranslations('common');
  const confirm = useConfirm();
  const end = useRouteMutation(SAVED_SEARCH_ROUTES.endSavedSearch, {
    refreshes: [SAVED_SEARCH_ROUTES.listSavedSearches],
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={end.isPending}
      onClick={() =>
        confirm({
          title: t('endTitle'),
          text: t('endText'),
          confirm: t('end'),
          cancel: common('cancel'),
          onConfirm: () => end.mutate({ savedSearch: saved.id }),
        })
      }
    >
      {t('end')}
    </Button>
  );
}

/** What whoever has to agree to one must know: which words it looks for. */
export function SavedSearchWords({ subject }: { readonly subject: string }) {
  const saved = useRoute(SAVED_SEARCH_ROUTES.listSavedSearches, undefined);
  const found = saved.data?.items.find(({ id }) => subject === `saved-search:${id}`);
  return found === undefined ? null : (
    <p className={styles['words']}>
      <SoughtWords saved={found} />
    </p>
  );
}
