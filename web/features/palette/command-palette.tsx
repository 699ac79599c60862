'use client';

import { Spotlight, type SpotlightStore } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Me } from '../../contract/session.ts';
import styles from './command-palette.module.css';
import {
  useAccountActions,
  useCaseActions,
  useDayActions,
  useDeviceActions,
  usePersonActions,
  usePolicyActions,
  useSearchWords,
} from './found-actions.ts';
import { matches } from './matches.ts';
import {
  type PaletteAction,
  useBeginActions,
  useOwnActions,
  usePageActions,
  useScreenSearchActions,
  useSettingActions,
} from './palette-actions.ts';
import { paletteStore } from './palette-store.ts';

/** Ctrl or ⌘ with K, anywhere: pages, people and their days, cases and all else by what one types. */
export function CommandPalette({ me }: { readonly me: Me }) {
  const t = useTranslations('palette');
  const [query, setQuery] = useState('');
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      scrollable
      maxHeight={420}
      size={560}
      // Stays where it is while the list below grows and shrinks.
      centered={false}
      yOffset="14vh"
      attributes={{ content: { 'aria-label': t('title') } }}
    >
      <Spotlight.Search
        placeholder={t('placeholder')}
        aria-label={t('title')}
        size="md"
        leftSection={<IconSearch size={17} aria-hidden="true" />}
      />
      <FoundActions me={me} query={query} />
      <Spotlight.Footer className={styles['foot'] ?? ''}>{t('hint')}</Spotlight.Footer>
    </Spotlight.Root>
  );
}

function FoundActions({ me, query }: { readonly me: Me; readonly query: string }) {
  const t = useTranslations('palette');
  const ofQuery = ({ label, keywords = [] }: PaletteAction): boolean =>
    matches(query, [label, ...keywords]);
  const pages = usePageActions(me).filter(ofQuery);
  const settings = useSettingActions(me).filter((one) => query.trim() !== '' && ofQuery(one));
  const begun = useBeginActions(me).filter(ofQuery);
  const own = useOwnActions().filter(ofQuery);
  const { isSearching, found } = useFound(me, query);
  const screenSearch = useScreenSearchActions(me, query);
  // Enter must not lead there while a person of that name is still being found.
  const screens = isSearching ? [] : screenSearch;
  const groups = [
    { key: 'pages', actions: pages },
    ...found,
    { key: 'screens', actions: screens },
    { key: 'settings', actions: settings },
    { key: 'actions', actions: [...begun, ...own] },
  ] as const;
  useSelectFirst(
    paletteStore,
    groups.flatMap(({ actions }) => actions.map(({ id }) => id)),
  );
  const isEmpty = groups.every(({ actions }) => actions.length === 0);
  return (
    <Spotlight.ActionsList>
      {groups.map(({ key, actions }) =>
        actions.length === 0 ? null : (
          <Spotlight.ActionsGroup key={key} label={t(key)}>
            {actions.map(({ id, label, description, Icon, run }) => (
              <Spotlight.Action
                key={id}
                className={styles['action'] ?? ''}
                label={label}
                {...(description === undefined ? {} : { description })}
                leftSection={<Icon size={17} aria-hidden="true" />}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ),
      )}
      {isEmpty ? (
        <Spotlight.Empty>{t(isSearching ? 'searching' : 'nothing')}</Spotlight.Empty>
      ) : null}
    </Spotlight.ActionsList>
  );
}

/** What the server finds, each where the account may open it. */
function useFound(me: Me, query: string) {
  const search = useSearchWords(query);
  const found = [
    { key: 'days', ...useDayActions(me, search) },
    { key: 'people', ...usePersonActions(me, search) },
    { key: 'cases', ...useCaseActions(me, search) },
    { key: 'devices', ...useDeviceActions(me, search) },
    { key: 'accounts', ...useAccountActions(me, search) },
    { key: 'policies', ...usePolicyActions(me, search) },
  ] as const;
  const isSearching = search !== query.trim() || found.some((some) => some.isSearching);
  return { found, isSearching };
}

/**
 * Enter opens the first of what was found. Spotlight chooses it at each key alone; people are found
 * later than pages, and would stand above the chosen one. `found`: ids, in order.
 */
function useSelectFirst(store: SpotlightStore, found: readonly string[]): void {
  const key = found.join(' ');
  useEffect(() => {
    const { listId, query } = store.getState();
    const list = listId === '' ? null : document.getElementById(listId);
    if (key === '' || query === '' || list === null) return;
    list.querySelector('[data-selected]')?.removeAttribute('data-selected');
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({ ...state, selected: 0 }));
  }, [store, key]);
}
