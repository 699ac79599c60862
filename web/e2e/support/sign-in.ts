import type { Page } from '@playwright/test';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import type { PortalProcess } from '../../../scripts/processes/portal-process.ts';

/** Gives the page the session of an account that signed in without a browser. */
export async function useSession(page: Page, portal: PortalProcess, client: PortalClient) {
  const cookies = client.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: portal.url };
  });
  await page.context().addCookies(cookies);
}
