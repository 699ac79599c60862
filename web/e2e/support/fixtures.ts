import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { type PortalProcess, startPortal } from '../../../scripts/processes/portal-process.ts';
import {
  startVirtualScreen,
  type VirtualScreen,
} from '../../../scripts/virtual-screen/start-virtual-screen.ts';

export const ADMIN = {
  name: 'Ada Admin',
  email: 'ada@example.com',
  password: 'correct horse battery',
};

interface WorkerFixtures {
  /** A scratch folder that is gone afterwards. */
  readonly scratch: string;
  readonly portal: PortalProcess;
  /** Two monitors of 960 × 1080, each with a clock that can be read from its picture. */
  readonly monitors: VirtualScreen;
  /** The first admin, without a browser. */
  readonly admin: PortalClient;
}

export const test = base.extend<object, WorkerFixtures>({
  scratch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'workcompanion-e2e-'));
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],
  portal: [
    async ({ scratch }, use) => {
      const portal = await startPortal(join(scratch, 'portal'));
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  monitors: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const screen = await startVirtualScreen({
        width: 1920,
        height: 1080,
        monitors: 2,
        terminal: false,
      });
      await use(screen);
      await screen.stop();
    },
    { scope: 'worker' },
  ],
  admin: [
    async ({ portal }, use) => {
      const client = new PortalClient(portal.url);
      await client.redeem(portal.adminLink, ADMIN);
      await client.askNobodyWhy();
      await client.askNoSecondFactor();
      await use(client);
    },
    { scope: 'worker' },
  ],
});
