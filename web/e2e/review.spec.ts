import { expect } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { DayPage } from './support/day-page.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

test('a day is gone through stretch by stretch, and what was seen is marked', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  await admin.askNobodyWhy();
  // Nobody else has watched with this account.
  const account = {
    name: 'Rita Review',
    email: 'rita@example.com',
    roles: ['compliance'] as const,
  };
  await useSession(page, portal, await join(admin, portal, account));
  // From its beginning: until noon UTC that day is today there, and opens at its end.
  await page.goto(`${drawn.url}/people/${drawn.person}/${drawn.date}?t=00:00:00.000`);
  const day = new DayPage(page);
  await day.readClock();
  const review = page.getByTestId('review');
  await expect(review).toContainText(/of 58 s reviewed/);
  // After midnight, then the morning: each is chosen by a key, and marked by another.
  await page.keyboard.press('u');
  const chosen = page.getByTestId('selection');
  await expect(chosen).toContainText(/00:00:0\d – 00:00:08/);
  await page.keyboard.press('v');
  await expect(chosen).toBeHidden();
  await page.keyboard.press('u');
  await expect(chosen).toContainText(/02:00:00 – 02:00:50/);
  await chosen.getByRole('button', { name: 'Nothing found' }).click();
  await expect(review).toContainText('All footage of this day is reviewed');

  // What there is to see gets a kind, and is talked about.
  await page.keyboard.press('b');
  await page.getByText('Look again', { exact: true }).click();
  await page.getByLabel(/What is to be seen at/).fill('the total');
  await page.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'the total' });
  await expect(row).toContainText('Look again · Rita Review');
  await row.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByLabel('Comment, for all who may watch this person').fill('It is right.');
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('It is right.');
});

test('a sample of the week is drawn once, and its stretches lead to their day', async ({
  page,
  portal,
  admin,
  drawn,
}) => {
  await useSession(page, portal, admin);
  await page.goto(`${drawn.url}/people/${drawn.person}/${drawn.date}`);
  await new DayPage(page).readClock();
  const panel = page.getByRole('complementary', { name: 'About this day' });
  await panel.getByRole('button', { name: 'Draw a sample' }).click();
  // There is less than a minute of footage: nothing that could be judged.
  await expect(panel).toContainText('There is too little footage in this week to draw from.');
});
