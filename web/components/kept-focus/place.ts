/** Rows of tables and lists; a table of ours has a body for each. */
const TABLE_ROW = 'tbody[data-index]';
const ROW = `${TABLE_ROW}, tr, li`;
const CONTROL = 'button:not(:disabled), a[href], input:not(:disabled)';
const HEADING = 'h1, h2, h3, h4';
/** Beyond it is another matter. */
const PART_OF_PAGE = 'main, [role="dialog"]';

/** What stood around a control: noted before, for what is gone can't tell any more. */
export interface Place {
  readonly control: HTMLElement;
  readonly name: string;
  /** Its number among the controls of its row. */
  readonly ordinal: number;
  /** Its own row first, then those below it, then those above; none if it is in no row. */
  readonly rows: readonly Element[];
  /** All that the row lay in, from the list outwards. */
  readonly around: readonly Element[];
}

export function placeOf(control: HTMLElement): Place {
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
export function nearest(place: Place): HTMLElement | null {
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
