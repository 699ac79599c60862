import type { SpotlightStore } from '@mantine/spotlight';
import { useEffect } from 'react';

/**
 * Enter opens the first of what was found. Spotlight chooses it at each key alone; people are found
 * later than pages, and would stand above the chosen one. `found`: ids, in order.
 */
export function useSelectFirst(store: SpotlightStore, found: readonly string[]): void {
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
