import { expect } from '@playwright/test';
import { LOCALE_COOKIE } from '../i18n/locales.ts';
import { graveViolations } from './support/axe.ts';
import { test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

const LANGUAGES = [
  { locale: 'en', title: 'The portal can’t be reached', retry: 'Try again' },
  { locale: 'zh-CN', title: '无法连接门户', retry: '重试' },
] as const;

for (const { locale, title, retry } of LANGUAGES) {
  test(`without a network the portal's own page says so, and leads back (${locale})`, async ({
    page,
    portal,
    admin,
  }) => {
    const context = page.context();
    await useSession(page, portal, admin);
    await context.addCookies([{ name: LOCALE_COOKIE, value: locale, url: portal.url }]);
    await page.goto(`${portal.url}/overview`);
    await page.evaluate(() => navigator.serviceWorker.ready);

    await context.setOffline(true);
    const answer = await page.goto(`${portal.url}/devices`);
    expect(answer?.status()).toBe(503);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    expect(await graveViolations(page)).toEqual([]);

    await context.setOffline(false);
    await page.getByRole('link', { name: retry }).click();
    await expect(page).toHaveURL(`${portal.url}/devices`);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  });
}
