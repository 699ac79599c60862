'use client';

import { Button, Kbd, TextInput } from '@mantine/core';
import { IconLock, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { isAppError } from '@workcompanion/core/errors';
import type { PersonId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useRef, useState, useTransition } from 'react';
import { MessageState } from '../../components/message-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useQueryParam } from '../../components/use-query-param.ts';
import type { SavedSearch, SavedSearchFind } from '../../contract/saved-searches.ts';
import { MOST_PEOPLE_SEARCHED, SEARCH_ROUTES, type SearchScope } from '../../contract/search.ts';
import { UNKNOWN } from '../../contract/told.ts';
import { useRoute } from '../api/use-route.ts';
import { ErrorState } from '../errors/error-state.tsx';
import { PurposeForm } from '../watching/purpose-form.tsx';
import { ReportButton } from './report-button.tsx';
import { SaveSearchButton } from './save-search-button.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { ScopeError, ScopeWords } from './scope-words.tsx';
import styles from './search.module.css';
import { SearchFilters } from './search-filters.tsx';
import { SearchResults } from './search-results.tsx';
import {
  forgetSearch,
  offerSearch,
  runSearch,
  type SearchRun,
  stopSearch,
  useOffered,
  useSearchRun,
} from './search-run.ts';
import { OlderHits, SearchStatus } from './search-status.tsx';
import { dateOf, useSearchWish } from './use-search-wish.ts';

interface SearchViewProps {
  readonly mayChooseTeams: boolean;
  /** A signed report, and searches that go on by themselves. */
  readonly mayReport: boolean;
  /** Those that do, whoever made them. */
  readonly seesSaved: boolean;
  readonly ownPerson: PersonId | null;
}

/** Finds what was on screens: by words, among whom one may watch, for a reason that they can read. */
export function SearchView(props: SearchViewProps) {
  const { sought, count } = useOffered();
  return <SearchPage key={count} {...props} offered={sought} />;
}

function SearchPage({
  mayChooseTeams,
  mayReport,
  seesSaved,
  ownPerson,
  offered,
}: SearchViewProps & { readonly offered: ReturnType<typeof useOffered>['sought'] }) {
  const t = useTranslations('search');
  const run = useSearchRun();
  const form = useSearchWish(run?.wish ?? null, offered);
  const scope = useRoute(SEARCH_ROUTES.readSearchScope, form.scope, { retry: false });
  const [asksWhy, setAsksWhy] = useState(false);
  // An alert leads to one, whatever was searched before.
  const [told, setTold] = useQueryParam('saved');
  const pageRef = useRef<HTMLDivElement>(null);
  const [isWaiting, startWaiting] = useTransition();
  const begin = (among: SearchScope | undefined): void => {
    if (among === undefined || among.count > MOST_PEOPLE_SEARCHED) return;
    const isUnexplained = among.purposeless.length > 0;
    setAsksWhy(isUnexplained);
    if (!isUnexplained) void runSearch(form.wish);
  };
  const start = (): void => {
    if (!form.isAsking) return;
    if (scope.isSuccess) begin(scope.data);
    // Pressed before it is known among whom to search: it begins once that is.
    else startWaiting(async () => begin((await scope.refetch({ cancelRefetch: false })).data));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown') {
      const first = pageRef.current?.querySelector<HTMLElement>('[data-hit]');
      if (first) event.preventDefault();
      first?.focus();
    }
    if (event.key === 'Escape' && run?.state === 'running') stopSearch();
    else if (event.key === 'Escape') {
      form.setWords('');
      forgetSearch();
    }
  };
  if (
    isAppError(scope.error, 'forbidden') &&
    form.scope.person === null &&
    form.scope.team === null
  )
    return <NotAllowed seesSaved={seesSaved} />;
  const open = (saved: SavedSearch, find: SavedSearchFind | null): void => {
    if (saved.sought === null) return;
    const { words, numbers, program } = saved.sought;
    setTold('');
    form.setPerson(find?.person.id ?? saved.person?.id ?? '');
    if (find === null && saved.team !== null) form.setTeam(saved.team.id);
    form.setDays(find?.date ?? dateOf(saved.from), find?.date ?? '');
    offerSearch({
      words,
      numbers: numbers === UNKNOWN ? null : numbers,
      program,
      places: saved.places,
      isFrontOnly: saved.isFrontOnly,
    });
    pageRef.current?.scrollIntoView({ block: 'start' });
  };
  const save =
    mayReport && form.isAsking ? (
      <SaveSearchButton wish={form.wish} onSaved={forgetSearch} />
    ) : null;
  return (
    <>
      <PageHeader title={t('title')} aside={t('lead')} />
      <div ref={pageRef} className={styles['page']}>
        <search>
          <form
            className={styles['ask']}
            onSubmit={(event) => {
              event.preventDefault();
              start();
            }}
          >
            <TextInput
              className={styles['field']}
              size="lg"
              type="search"
              aria-label={t('field')}
              placeholder={t('placeholder')}
              leftSection={<IconSearch size={19} aria-hidden="true" />}
              maxLength={200}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              value={form.words}
              onChange={(event) => form.setWords(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <Button type="submit" size="lg" disabled={!form.isAsking} loading={isWaiting}>
              {t('start')}
            </Button>
          </form>
        </search>
        <SearchFilters
          form={form}
          mayChooseTeams={mayChooseTeams}
          personName={form.scope.person === null ? '' : (scope.data?.people[0]?.name ?? '')}
        />
        {scope.data === undefined ? (
          <ScopeError error={scope.error} />
        ) : (
          <ScopeWords scope={scope.data} ownPerson={ownPerson} save={save} />
        )}
        {seesSaved && !asksWhy && (run === null || told !== '') ? (
          <SavedSearches marked={told} onOpen={mayReport ? open : null} />
        ) : null}
        {asksWhy && scope.data !== undefined ? (
          <Why
            scope={scope.data}
            onSaid={async () => {
              await scope.refetch();
              setAsksWhy(false);
              void runSearch(form.wish);
            }}
          />
        ) : run === null ? (
          <Nothing />
        ) : (
          <Answer run={run} mayReport={mayReport} save={save} onRetry={start} />
        )}
      </div>
    </>
  );
}

interface AnswerProps {
  readonly run: SearchRun;
  readonly mayReport: boolean;
  readonly save: ReactNode;
  readonly onRetry: () => void;
}

function Answer({ run, mayReport, save, onRetry }: AnswerProps) {
  const t = useTranslations('search.none');
  if (run.state === 'failed') return <ErrorState error={run.error} onRetry={onRetry} />;
  const isEmpty = run.hits.length === 0 && run.state !== 'running';
  return (
    <>
      <SearchStatus run={run} />
      {isEmpty ? (
        <MessageState role="status" icon={<IconSearchOff size={22} />} title={t('title')}>
          <p>{t(run.state === 'stopped' ? 'stopped' : 'text')}</p>
        </MessageState>
      ) : (
        <SearchResults run={run} />
      )}
      <OlderHits run={run} />
      {mayReport && run.state === 'ended' ? (
        <div className={styles['older']}>
          <ReportButton wish={run.wish} />
          {save}
        </div>
      ) : null}
    </>
  );
}

interface WhyProps {
  readonly scope: SearchScope;
  readonly onSaid: () => Promise<void>;
}

/** Nobody searches without having said why: the people searched read it. */
function Why({ scope: { people, purposeless, wordsRequired, mayDelay }, onSaid }: WhyProps) {
  const t = useTranslations('search.why');
  const unexplained = people.filter(({ id }) => purposeless.includes(id));
  return (
    <section className={styles['why']} aria-labelledby="why-title">
      <h2 id="why-title">{t('title')}</h2>
      <p>{t('lead', { count: unexplained.length })}</p>
      <PurposeForm
        people={unexplained}
        wordsRequired={wordsRequired}
        mayDelay={mayDelay}
        action={t('search')}
        onDeclared={onSaid}
      />
    </section>
  );
}

/** Before the first search. */
function Nothing() {
  const t = useTranslations('search.begin');
  return (
    <MessageState icon={<IconSearch size={22} />} title={t('title')}>
      <p>{t('text')}</p>
      <p className={styles['keys']}>
        {t.rich('keys', { key: (words) => <Kbd size="xs">{words}</Kbd> })}
      </p>
    </MessageState>
  );
}

function NotAllowed({ seesSaved }: Pick<SearchViewProps, 'seesSaved'>) {
  const t = useTranslations('search');
  return (
    <>
      <PageHeader title={t('title')} />
      <MessageState icon={<IconLock size={22} />} title={t('notAllowed.title')}>
        <p>{t('notAllowed.text')}</p>
      </MessageState>
      {seesSaved ? (
        <div className={styles['page']}>
          <SavedSearches marked="" onOpen={null} />
        </div>
      ) : null}
    </>
  );
}
