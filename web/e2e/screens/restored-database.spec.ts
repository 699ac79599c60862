import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { startPortal } from '../../../scripts/processes/portal-process.ts';
import { startRecorder } from '../../../scripts/processes/recorder-process.ts';
import { INTEGRITY_ROUTES, type IntegrityOverview } from '../../contract/integrity.ts';
import { PLAYBACK_ROUTES } from '../../contract/playback.ts';
import { routePath } from '../../features/api/call-route.ts';
import { briskPolicy, changePolicy } from '../support/change-policy.ts';
import { makeEnrolmentToken } from '../support/enrolment-token.ts';
import { ADMIN, test } from '../support/fixtures.ts';
import { proveBooks } from '../support/prove-books.ts';
import { readDay } from '../support/read-day.ts';
import { runOf } from '../support/run-of.ts';

const SCRIPTS = join(import.meta.dirname, '..', '..', '..', 'scripts');
const run = promisify(execFile);

/** What an operator calls, with the settings of an installation. */
const script = (name: string, folder: string, settings: Record<string, string>) =>
  run(process.execPath, [join(SCRIPTS, `${name}.ts`), folder], {
    env: { ...process.env, ...settings },
  });

test('a recorder makes whole what a restored database lacks, and what is lost has a name', async ({
  monitors,
  scratch,
}) => {
  test.setTimeout(300_000);
  const [before, after, backup] = ['before', 'after', 'backup'].map((name) => join(scratch, name));
  if (!before || !after || !backup) throw new Error('no folders');
  const portal = await startPortal(before);
  const admin = new PortalClient(portal.url);
  await admin.redeem(portal.adminLink, ADMIN);
  await admin.askNobodyWhy();
  await changePolicy(portal, briskPolicy);
  const token = await makeEnrolmentToken(admin, 'Restored');
  const recorderDir = join(scratch, 'recorder');
  const recorder = startRecorder({
    server: portal.url,
    token,
    dataDir: recorderDir,
    display: monitors.display,
  });
  const segmentsIn = async (folder: string) =>
    (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) =>
      name.endsWith('.ts'),
    );
  const hot = () => segmentsIn(join(before, 'hot'));
  await expect.poll(async () => (await hot()).length, { timeout: 60_000 }).toBeGreaterThan(3);
  await script('backup', backup, { DATA_DIR: before });
  const saved = new Set(await segmentsIn(join(backup, 'files', 'hot')));
  const since = async () => (await hot()).filter((key) => !saved.has(key));
  await expect.poll(async () => (await since()).length, { timeout: 60_000 }).toBeGreaterThan(6);
  await portal.stop();

  // The new machine has the key and the backup, and of the old hot store one file that came since.
  await mkdir(join(after, 'secrets'), { recursive: true });
  await copyFile(join(before, 'secrets', 'master.key'), join(after, 'secrets', 'master.key'));
  await script('restore', backup, { DATA_DIR: after });
  const [survivor = '', gone = ''] = (await since()).toSorted().slice(2);
  await mkdir(dirname(join(after, 'hot', survivor)), { recursive: true });
  await copyFile(join(before, 'hot', survivor), join(after, 'hot', survivor));
  // The recorder has neither of the two any more.
  const idOf = (key: string) => basename(key).slice(0, 36);
  for (const key of [survivor, gone]) {
    await rm(join(recorderDir, 'segments', `${idOf(key)}.ts`));
  }

  const port = new URL(portal.url).port;
  const restored = await startPortal(after, { PORT: port, ARCHIVE_KIND: 'off' });
  try {
    await admin.signIn(ADMIN);
    const repair = async () =>
      (await admin.get<IntegrityOverview>(INTEGRITY_ROUTES.readIntegrity.path)).repair;
    await expect
      .poll(repair, { timeout: 120_000 })
      .toMatchObject({ done: 1, sending: 0, unheard: 0, adopted: 1, lost: 1, keyless: 0 });
    await recorder.stop();

    const { databaseUrl } = await runOf(restored);
    const books = await proveBooks(databaseUrl, join(after, 'hot'));
    expect(books.faults).toEqual([`${idOf(gone)} is not catalogued`]);
    for (const key of [survivor, ...(await since())].filter((one) => one !== gone)) {
      const answer = await admin.fetch(
        routePath(PLAYBACK_ROUTES.playSegment, { file: `${idOf(key)}.ts` }),
      );
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    }
    const pieces = (await readDay(admin)).lanes.flatMap((lane) => lane.pieces);
    const unnamed = pieces.filter(
      ({ kind, cause }) => kind === 'pending' || cause === 'unexplained',
    );
    expect(unnamed).toEqual([]);
    expect(pieces.filter(({ cause }) => cause === 'footage-lost')).toHaveLength(1);
  } finally {
    await recorder.stop();
    await restored.stop();
  }
});
