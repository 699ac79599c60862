import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { testRecorderView } from '../testing/test-recorder-view.ts';
import { saveLogs } from './save-logs.ts';

test('gathers state and logs in one readable file, its owner’s alone', async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, 'logs'));
  await writeFile(join(folder, 'logs/recorder.log'), 'the newest lines\n');
  await writeFile(join(folder, 'logs/recorder.log.1'), 'older lines\n');
  await writeFile(join(folder, 'identity.json'), 'a private key');
  const file = join(folder, 'out.txt');
  await saveLogs(file, { folder, recorder: testRecorderView() });
  const text = await readFile(file, 'utf8');
  expect(text).toContain('"state": "recording"');
  expect(text.indexOf('older lines')).toBeGreaterThan(0);
  expect(text.indexOf('the newest lines')).toBeGreaterThan(text.indexOf('older lines'));
  expect(text).not.toContain('a private key');
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test('tells what it can when there are no logs and no recorder', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'out.txt');
  await saveLogs(file, { folder, recorder: null });
  expect(await readFile(file, 'utf8')).toContain('WorkCompanion Recorder');
});
