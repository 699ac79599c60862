import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { dataFolder } from './shell-settings.ts';

async function places() {
  const folder = await tempFolder();
  return { local: join(folder, 'Local'), roaming: join(folder, 'Roaming') };
}

test('is the one that stays on this machine', async () => {
  const { local, roaming } = await places();
  expect(dataFolder({ local, roaming })).toBe(join(local, 'WorkCompanion'));
  expect(dataFolder({ local: roaming, roaming })).toBe(join(roaming, 'WorkCompanion'));
});

test('takes along what lies in the roaming one, once', async () => {
  const { local, roaming } = await places();
  await mkdir(join(roaming, 'WorkCompanion/segments'), { recursive: true });
  await writeFile(join(roaming, 'WorkCompanion/device.json'), 'the device');
  const folder = dataFolder({ local, roaming });
  expect(folder).toBe(join(local, 'WorkCompanion'));
  expect(await readFile(join(folder, 'device.json'), 'utf8')).toBe('the device');
  expect(dataFolder({ local, roaming })).toBe(folder);
});

test('stays with the roaming one where it can not be moved', async () => {
  const { local, roaming } = await places();
  await mkdir(join(roaming, 'WorkCompanion'), { recursive: true });
  await writeFile(local, 'no folder');
  expect(dataFolder({ local, roaming })).toBe(join(roaming, 'WorkCompanion'));
});
