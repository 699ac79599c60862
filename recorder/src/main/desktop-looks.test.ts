import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGE_NAMES, SHELL_LOCALES } from '../ipc/bridge.ts';
import { messagesOf } from '../messages/messages-of.ts';
import { buildTestApp, electron, setUpDesktop } from '../testing/set-up-desktop.ts';
import { until } from '../testing/until.ts';

/** Looked at by people; removed with the other results of tests. */
const PICTURES = join(import.meta.dirname, '../../../test-results/recorder-looks');

/** Controls that a screen reader has no name for. */
async function nameless(page: Page): Promise<string[]> {
  const snapshot = await page.locator('body').ariaSnapshot();
  const control = /^\s*- (?:button|combobox|radio|textbox|link)(?!.*")/;
  return snapshot.split('\n').filter((line) => control.test(line));
}

/** Whether something lies beyond the window's right edge. */
function isTooWide(page: Page): Promise<boolean> {
  return page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth);
}

describe.skipIf(electron === null)('the window of the recorder', () => {
  let app = '';
  beforeAll(async () => {
    app = await buildTestApp('desktop-looks');
    await mkdir(PICTURES, { recursive: true });
  });

  test('can be read in each language, at 200 %, in a contrast theme, and by a screen reader', async () => {
    const { startRecording } = await setUpDesktop(app);
    const { desktop, page } = await startRecording({ segments: 0 });
    const look = async (name: string) => {
      expect([name, await nameless(page), await isTooWide(page)]).toEqual([name, [], false]);
      await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    };
    for (const locale of SHELL_LOCALES) {
      await page.getByRole('combobox').first().selectOption({ label: LANGUAGE_NAMES[locale] });
      await page.getByRole('heading', { name: messagesOf(locale).states.recording }).waitFor();
      await look(`status-${locale}`);
    }
    const t = messagesOf('de');
    await page.getByRole('combobox').first().selectOption({ label: LANGUAGE_NAMES.de });
    await page.getByRole('combobox').last().selectOption({ label: t.footer.themes.dark });
    await look('status-de-dark');
    for (let presses = 0; presses < 5; presses += 1) await desktop.pressWithControl('+');
    await until('the zoom', () => page.locator('html').evaluate((root) => root.clientWidth < 250));
    await look('status-de-200');
    await page.emulateMedia({ forcedColors: 'active' });
    await page.getByRole('button', { name: t.rules.readAgain }).click();
    await page.getByRole('heading', { name: t.notice.titleAgain }).waitFor();
    await look('notice-de-200-contrast');
    await page.getByRole('button', { name: t.notice.close }).click();
    await desktop.pressWithControl('0');
    await page.getByRole('button', { name: t.connection.open }).first().click();
    await page.getByRole('button', { name: t.connection.copy }).waitFor();
    await look('connection-de-contrast');
    await page.emulateMedia({ forcedColors: 'none' });
    await until(
      'all steps',
      async () => (await page.getByText(t.connection.outcomes.ok).count()) === 7,
    );
    await look('connection-de-dark');
    await page.getByRole('button', { name: t.connection.back }).click();
    await page.getByRole('button', { name: t.pause.button }).click();
    await page.getByRole('dialog', { name: t.pause.title }).waitFor();
    await look('pause-de-dark');
  }, 90_000);
});
