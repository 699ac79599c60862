import { type RefObject, useEffect, useRef } from 'react';

/** The number of the row that has the focus; read while rows are laid out, so no state. */
export function useFocusedRow(table: RefObject<HTMLTableElement | null>): RefObject<number | null> {
  const focused = useRef<number | null>(null);
  useEffect(() => {
    const note = (event: FocusEvent): void => {
      const target = event.type === 'focusout' ? event.relatedTarget : event.target;
      const body = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
      const isOurs = body !== null && table.current?.contains(body);
      focused.current = isOurs ? Number(body.dataset['index']) : null;
    };
    const leaving = new AbortController();
    const { signal } = leaving;
    table.current?.addEventListener('focusin', note, { signal });
    table.current?.addEventListener('focusout', note, { signal });
    return () => leaving.abort();
  }, [table]);
  return focused;
}
