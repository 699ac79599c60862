import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { startRestarter } from './run-for-shell.ts';

/** Writes down what it is told, and how its input ends: as the real one, which is for Windows, reads it. */
const SCRIPT = `#!/bin/sh
if read -r line; then echo "dismissed $1 $2" > "$0.log"; else echo "killed $1 $2" > "$0.log"; fi
`;

async function start() {
  const folder = await tempFolder();
  const installed = join(folder, 'installed');
  await writeFile(installed, SCRIPT);
  await chmod(installed, 0o755);
  const restarter = await startRestarter({
    installed,
    folder,
    program: 'window.exe',
    pipe: 'pipe',
    log: pino({ level: 'silent' }),
  });
  const said = () => readFile(join(folder, 'restarter.exe.log'), 'utf8').catch(() => null);
  return { restarter, said };
}

test('the restarter runs from the recorder’s own folder, and is told of an orderly end', async () => {
  const { restarter, said } = await start();
  restarter.dismiss();
  expect(await until('its word', said)).toBe('dismissed window.exe pipe\n');
});

test('a recorder that can not start it goes on', async () => {
  const folder = await tempFolder();
  const restarter = await startRestarter({
    installed: join(folder, 'nothing'),
    folder,
    program: 'window.exe',
    pipe: 'pipe',
    log: pino({ level: 'silent' }),
  });
  restarter.dismiss();
});
