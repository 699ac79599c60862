import type { Page } from '@playwright/test';

/** What stands over a page once something was pressed there. */
export interface OpenedState {
  readonly path: string;
  /** Buttons by their names, one after the other: the first of each. */
  readonly press: readonly string[];
}

export async function openState(page: Page, { press }: OpenedState): Promise<void> {
  for (const name of press) await page.getByRole('button', { name, exact: true }).first().click();
}

/** The dialogs of a case. */
export function statesOfCase(id: string): readonly OpenedState[] {
  const at = (tab: string): string => `/cases/${id}?tab=${tab}`;
  return [
    { path: '/cases', press: ['New case'] },
    { path: at('clips'), press: ['Hold…'] },
    { path: at('clips'), press: ['Take out'] },
    { path: at('clips'), press: ['Make a package…', 'Withhold a stretch', 'Blur a region'] },
    { path: at('packages'), press: ['Decide…'] },
    { path: at('packages'), press: ['Share…'] },
    { path: at('packages'), press: ['Revoke'] },
    { path: at('holds'), press: ['Release'] },
    { path: at('members'), press: ['Leave'] },
    { path: at('notes'), press: ['Close the case'] },
  ];
}
