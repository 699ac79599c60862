import { type RefObject, useEffect } from 'react';

/**
 * Keys of a list, for whoever writes in no field: j and k go down and up, Enter opens the row that has the
 * focus, as it does of any link, and x chooses it. Of several lists on a page the one with the focus listens,
 * or the first.
 */
export function useListKeys(table: RefObject<HTMLTableElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { current } = table;
      if (!current || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      if (isElsewhere(event.target) || !listens(current)) return;
      if (event.key === 'j' || event.key === 'k') {
        if (go(current, event.key === 'j' ? 1 : -1)) event.preventDefault();
      } else if (event.key === 'x') {
        const pick = focusedRow(current)?.querySelector<HTMLElement>(PICK);
        pick?.click();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [table]);
}

const ROW = 'tbody[data-index]';
const PICK = '[data-pick] input';
/** What a row opens by: its first link or button. */
const OPENER = 'tr:first-child :is(a[href], button):not([data-pick] *)';

/** Whoever types, chooses from a menu, or has a dialog open means something else by a letter. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]:not([hidden])'))
    return true;
  if (!(target instanceof HTMLElement)) return false;
  const isCheckbox = target instanceof HTMLInputElement && target.type === 'checkbox';
  return !isCheckbox && target.closest('input, textarea, select, [contenteditable]') !== null;
}

function listens(table: HTMLTableElement): boolean {
  const focused = document.activeElement?.closest('table');
  return (focused ?? document.querySelector(`main table:has(${ROW})`)) === table;
}

function focusedRow(table: HTMLTableElement): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>(ROW) ?? null;
  return row !== null && table.contains(row) ? row : null;
}

/** To the row above or below, or to the first one in sight. False: there is none. */
function go(table: HTMLTableElement, step: 1 | -1): boolean {
  const row = focusedRow(table);
  const index = row === null ? null : Number(row.dataset['index']) + step;
  const next =
    index === null
      ? [...table.querySelectorAll<HTMLElement>(ROW)].find(isInSight)
      : table.querySelector<HTMLElement>(`tbody[data-index="${index}"]`);
  const target = next?.querySelector<HTMLElement>(OPENER) ?? next?.querySelector<HTMLElement>(PICK);
  target?.focus();
  return target !== undefined && target !== null;
}

function isInSight(row: HTMLElement): boolean {
  return row.getBoundingClientRect().bottom > 120;
}
