import { execFileSync } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStandInWindow } from '../../build.ts';

const CROSS = 'x86_64-w64-mingw32';

/** A folder that looks like Electron's Windows build, with a program that only keeps the recorder going. */
export async function makeStandIn(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'), { recursive: true });
  const here = import.meta.dirname;
  const resource = join(folder, 'version.o');
  execFileSync(`${CROSS}-windres`, [join(here, 'electron.rc'), resource]);
  execFileSync(`${CROSS}-gcc`, [
    ...['-O2', '-s', '-o', join(folder, 'electron.exe'), join(here, 'electron.c'), resource],
  ]);
  await rm(resource);
  await buildStandInWindow(join(folder, 'resources/window.mjs'));
  for (const locale of ['en-US', 'en-GB', 'zh-CN', 'de']) {
    await writeFile(join(folder, 'locales', `${locale}.pak`), locale);
  }
  await cp(join(here, 'electron.c'), join(folder, 'LICENSE'));
  return folder;
}
