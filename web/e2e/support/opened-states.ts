import type { Page } from '@playwright/test';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import type { DrawnDay } from './drawn-day.ts';

/** What stands over a page once something was pressed there. */
export interface OpenedState {
  readonly path: string;
  /** Buttons by their names, one after the other: the first of each. None: the address opens it. */
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

/** Drawers and dialogs of everything else, of things that are made for it. */
export async function statesOfPortal(
  admin: PortalClient,
  { person, date, device }: DrawnDay,
): Promise<readonly OpenedState[]> {
  const team = await admin.post<{ id: string }>('/api/portal/teams', { name: 'Opened' });
  const manager = { name: 'Olga Opened', email: 'olga@example.com', roles: ['manager'] };
  await admin.post('/api/portal/users/invite', { ...manager, teams: [], personId: null });
  const { items } = await admin.get<{ items: { id: string }[] }>('/api/portal/users?q=olga');
  await admin.post('/api/portal/webhooks', {
    name: 'Pager',
    url: 'https://pager.example/',
    alerts: ['storage'],
  });
  const account = `/users?user=${items[0]?.id ?? ''}`;
  const at = `/devices?device=${device.id}`;
  return [
    { path: at, press: [] },
    { path: at, press: ['Revoke device'] },
    { path: '/devices?tab=tokens', press: ['New token'] },
    { path: '/policies?policy=1', press: [] },
    { path: '/policies?policy=1', press: ['Put in force'] },
    { path: `/teams?team=${team.id}`, press: [] },
    { path: `/teams?team=${team.id}`, press: ['Delete team'] },
    { path: '/teams', press: ['New team'] },
    { path: account, press: [] },
    { path: account, press: ['Grant access'] },
    { path: '/users', press: ['Invite'] },
    { path: '/settings', press: ['Add webhook'] },
    { path: '/settings', press: ['Edit Pager'] },
    { path: '/settings', press: ['Remove Pager'] },
    { path: '/retention', press: ['Propose a rule'] },
    { path: '/retention?tab=holds', press: ['Place a hold'] },
    { path: '/retention?tab=deleted', press: ['Ask for deletion'] },
    { path: `/people/${person}/${date}`, press: ['Keys'] },
  ];
}
