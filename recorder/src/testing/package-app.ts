import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installTools, runBuilder } from '../../installer/run-builder.ts';
import { stageApp } from '../../installer/stage-app.ts';

const STAGE = join(import.meta.dirname, '../../dist/packaged-for-tests');

/**
 * The app as it is shipped: in its archive, with its own Node, with the fuses. But for one: Playwright
 * needs the inspector. Gives the program's path; null, with a notice, where tools can't be had.
 */
export async function packageApp(electron: string): Promise<string | null> {
  try {
    await installTools();
  } catch (error) {
    console.warn(`skipped: electron-builder can not be had: ${String(error)}`);
    return null;
  }
  await stageApp(STAGE, { system: 'linux-x64' });
  const dist = join(STAGE, 'electron');
  await cp(dirname(electron), dist, {
    recursive: true,
    // A folder of the tests', and electron-builder expects a file there.
    filter: (path) => !path.includes('default_app.asar'),
  });
  runBuilder({
    stage: STAGE,
    electronDist: dist,
    // Fuses are written into a copy.
    env: { USE_HARD_LINKS: 'false' },
    args: [
      '--linux',
      '-c.electronVersion=33.2.1',
      '-c.electronFuses.enableNodeCliInspectArguments=true',
    ],
  });
  return join(STAGE, 'out/linux-unpacked/workcompanion-recorder');
}
