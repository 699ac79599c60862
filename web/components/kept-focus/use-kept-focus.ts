import { useEffect } from 'react';

/** Rows of tables and lists; a table of ours has a body for each. */
const TABLE_ROW = 'tbody[data-index]';

const ROW = `${TABLE_ROW}, tr, li`;

const CONTROL = 'button:not(:disabled), a[href], input:not(:disabled)';

const HEADING = 'h1, h2, h3, h4';

/** Beyond it is another matter. */
const PART_OF_PAGE = 'main, [role="dialog"]';

/** What stood around a control: noted before, for what is gone can't tell any more. */
interface Place {
  readonly control: HTMLElement;
  readonly name: string;
  /** Its number among the controls of its row. */
  readonly ordinal: number;
  /** Its own row first, then those below it, then those above; none if it is in no row. */
  readonly rows: readonly Element[];
  /** All that the row lay in, from the list outwards. */
  readonly around: readonly Element[];
}

const LAYER = '[role="dialog"], [role="menu"]';

/** It goes by itself: nobody's place. */
const TOAST = '[role="alert"]';

/**
 * Whoever works by keyboard keeps their place: when a row goes with the control that has the focus, or a toast
 * with its button, the focus would fall to the top of the page. A dialog that goes leads back to the layer under it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let path = '';
    /** The last place of each layer, the latest first. */
    let places: readonly { readonly layer: Element | null; readonly place: Place }[] = [];
    const note = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (path !== location.pathname) places = [];
      path = location.pathname;
      last = target;
      if (target.closest(TOAST) !== null) return;
      const layer = target.closest(LAYER);
      const others = places.filter(
        (each) => each.layer !== layer && each.layer?.isConnected !== false,
      );
      places = [{ layer, place: placeOf(target) }, ...others];
    };
    const mend = (): void => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      if (path !== location.pathname) last = null;
      // A control that works just now takes no focus: it is tried again when that is over.
      else
        places
          .map(({ place }) => nearest(place))
          .find((next) => next !== null)
          ?.focus();
    };
    const observer = new MutationObserver(mend);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', note);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', note);
    };
  }, []);
}

function placeOf(control: HTMLElement): Place {
  const name = nameOf(control);
  const row = control.closest(TABLE_ROW) ?? control.closest(ROW);
  if (row === null) return { control, name, ordinal: 0, rows: [], around: [] };
  const around = ancestorsOf(row);
  const all = [...(around[0]?.children ?? [])].filter((each) => each.matches(ROW));
  const at = all.indexOf(row);
  const rows = [...all.slice(at), ...all.slice(0, at).toReversed()];
  return { control, name, ordinal: controlsOf(row).indexOf(control), rows, around };
}

/**
 * What has the focus when it returns to a place: the control; if that is gone, the same one of its row, of the
 * next, of the one before; without any, what the list is headed by.
 */
function nearest(place: Place): HTMLElement | null {
  if (place.control.isConnected) return place.control;
  for (const row of place.rows) {
    const control = row.isConnected ? sameIn(row, place) : undefined;
    if (control !== undefined) return control;
  }
  return headingOf(place);
}

function sameIn(row: Element, { name, ordinal }: Place): HTMLElement | undefined {
  const controls = controlsOf(row);
  return (
    controls.find((control) => nameOf(control) === name) ?? controls[ordinal] ?? controls.at(-1)
  );
}

function headingOf({ around }: Place): HTMLElement | null {
  for (const part of around) {
    if (!part.isConnected) continue;
    if (part.closest(PART_OF_PAGE) === null) return null;
    const heading = part.querySelector<HTMLElement>(HEADING);
    if (heading === null) continue;
    heading.tabIndex = -1;
    return heading;
  }
  return null;
}

function controlsOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(CONTROL)];
}

function nameOf(control: HTMLElement): string {
  return control.ariaLabel ?? control.textContent;
}

function ancestorsOf(row: Element): Element[] {
  const around: Element[] = [];
  for (let part = row.parentElement; part !== null; part = part.parentElement) around.push(part);
  return around;
}
