import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { pointOfReleaseKey } from '@workcompanion/core/releases/release-key';
import { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { startPortal } from '../../../scripts/processes/portal-process.ts';
import { startRecorder } from '../../../scripts/processes/recorder-process.ts';
import { makeReleaseKey } from '../../../scripts/release/make-release-key.ts';
import { signReleaseFile } from '../../../scripts/release/sign-release-file.ts';
import { briskPolicy, changePolicy } from '../support/change-policy.ts';
import { makeEnrolmentToken } from '../support/enrolment-token.ts';
import { ADMIN, test } from '../support/fixtures.ts';
import { useSession } from '../support/sign-in.ts';

const BYTES = 4_000_000;
/** So that there is a middle of the download to kill the recorder in. */
const BYTES_PER_SECOND = 500_000;

test('a release goes to the recorder, through a kill, and comes back as what became of it', async ({
  page,
  monitors,
  scratch,
}) => {
  test.setTimeout(420_000);
  const folder = join(scratch, 'releases');
  const service = join(folder, 'updates');
  const inbox = join(service, 'inbox');
  await mkdir(inbox, { recursive: true });
  const keyFile = join(folder, 'company.pem');
  const { publicFile } = await makeReleaseKey(keyFile);
  const installer = join(folder, 'WorkCompanion-Recorder-9.1.0-x64.msi');
  const content = randomBytes(BYTES);
  await writeFile(installer, content);
  const statement = await signReleaseFile({ file: installer, keyFile });
  const line = join(folder, 'release-key.txt');
  await writeFile(line, pointOfReleaseKey(createPublicKey(await readFile(publicFile))));

  const portal = await startPortal(join(folder, 'portal'), { RELEASE_PUBLIC_KEY_FILE: publicFile });
  const admin = new PortalClient(portal.url);
  await admin.redeem(portal.adminLink, ADMIN);
  await changePolicy(portal, (policy) => {
    const brisk = briskPolicy(policy);
    return { ...brisk, upload: { ...brisk.upload, bytesPerSecond: BYTES_PER_SECOND } };
  });
  const token = await makeEnrolmentToken(admin, 'Releases');
  const dataDir = join(folder, 'recorder');
  const start = () =>
    startRecorder({
      server: portal.url,
      token,
      dataDir,
      display: monitors.display,
      env: { WORKCOMPANION_UPDATES: service, WORKCOMPANION_RELEASE_KEY: line },
    });
  let recorder = start();
  await expect.poll(() => readdir(inbox), { timeout: 60_000 }).toEqual(['healthy-0.1.0']);

  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/settings`);
  await page.getByRole('link', { name: 'Open releases' }).click();
  await page.getByRole('button', { name: 'Upload release' }).click();
  const dialog = page.getByRole('dialog', { name: 'Upload a release' });
  const [msiInput, statementInput] = await dialog.locator('input[type=file]').all();
  await msiInput?.setInputFiles(installer);
  await statementInput?.setInputFiles(statement);
  await dialog.getByRole('button', { name: 'Upload' }).click();
  const card = page.getByRole('region', { name: 'Release 9.1.0' });
  await expect(card.getByText('Draft')).toBeVisible();
  await rollOut(page);
  await expect(card.getByText('1 downloading')).toBeVisible();

  const part = join(dataDir, 'updates', `${sha256(content)}.part`);
  const size = () =>
    stat(part).then(
      ({ size }) => size,
      () => 0,
    );
  await expect.poll(size).toBeGreaterThan(BYTES / 8);
  await recorder.kill();
  expect(await size()).toBeLessThan(BYTES);
  recorder = start();
  await expect.poll(() => readdir(inbox), { timeout: 60_000 }).toContain('9.1.0.release');
  expect(sha256(await readFile(join(inbox, '9.1.0.msi')))).toBe(sha256(content));
  expect(await readFile(join(inbox, '9.1.0.release'), 'utf8')).toBe(
    await readFile(statement, 'utf8'),
  );
  await expect(card.getByText('1 installing')).toBeVisible();

  await answer(service, 'rolled-back', 'no-health');
  await recorder.stop();
  recorder = start();
  await expect(card.getByText('1 rolled back')).toBeVisible({ timeout: 60_000 });
  await card.getByRole('button', { name: 'Show the device where it failed' }).click();
  await expect(card.getByRole('row', { name: /no-health/ })).toBeVisible();

  await card.getByRole('button', { name: /^Try again on/ }).click();
  await expect(card.getByText('1 installing')).toBeVisible({ timeout: 60_000 });
  await answer(service, 'installed', '0');
  await expect(card.getByText('1 installed')).toBeVisible({ timeout: 60_000 });
  await recorder.stop();
  await portal.stop();
});

async function rollOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Roll out…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll out release 9.1.0' });
  await dialog.getByText('All devices', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Roll out' }).click();
  await expect(dialog).toBeHidden();
}

/** As the service writes it. */
function answer(service: string, outcome: string, code: string): Promise<void> {
  const lines = ['workcompanion-update 1', 'version 9.1.0', `outcome ${outcome}`, `code ${code}`];
  const text = [...lines, `at ${new Date().toISOString()}`, ''].join('\n');
  return writeFile(join(service, 'result.txt'), text);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
