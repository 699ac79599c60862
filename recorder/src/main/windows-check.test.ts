import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FFMPEG } from '../../installer/stage-app.ts';
import { buildMsi, MSI_PROGRAMS } from '../testing/build-msi.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { TEST_TOKEN, TestPortal } from '../testing/test-portal.ts';
import { WindowsMachine } from '../testing/windows-machine.ts';

const COMMAND = join(import.meta.dirname, '../../installer/windows-check.cmd');
const MINUTE = 60_000;

const hasFfmpeg = existsSync(FFMPEG);
if (!hasFfmpeg) console.warn('skipped: no ffmpeg.exe; recorder/installer/build-ffmpeg.sh makes it');

describe.skipIf(!hasFfmpeg || !hasPrograms(...MSI_PROGRAMS, 'Xvfb'))('the check for a PC', () => {
  let machine: WindowsMachine;
  let portal: TestPortal;
  let older: string;
  let newer: string;

  beforeAll(async () => {
    machine = await WindowsMachine.create();
    portal = await TestPortal.start();
    older = await machine.take(await buildMsi('1.3.0'));
    newer = await machine.take(await buildMsi('1.3.1'));
    await copyFile(COMMAND, machine.wine.path('C:/windows-check.cmd'));
  }, 15 * MINUTE);

  afterAll(async () => {
    await machine?.stop();
    await portal?.offline();
  });

  test(
    'goes from the installation to the removal, and writes what it found into one page',
    async () => {
      const given = `${older} ${portal.url} ${TEST_TOKEN} --newer ${newer} --unattended`;
      const line = `@cd /d C:\\\r\n@call windows-check.cmd ${given} > C:\\said.txt 2> C:\\errors.txt\r\n`;
      await writeFile(machine.wine.path('C:/check.cmd'), line);
      // A desktop of one colour, as wine's is, counts as no picture.
      machine.wine.start(['notepad']);
      await machine.wine.run('cmd', '/c', 'C:\\check.cmd');
      const said = await readFile(machine.wine.path('C:/said.txt'), 'utf8');
      const outcome = (name: string) =>
        said.split('\n').find((text) => text.slice(11).startsWith(`${name}: `));
      // wine duplicates no desktop and has no graphics chip: told as what fails, with its reason.
      expect(outcome('GDI')).toMatch(/^works/);
      expect(outcome('GDI, libx264')).toMatch(/^works .*25 pictures in \d.*% of a core/);
      expect(outcome('GDI, hevc_qsv')).toMatch(/^fails .*MFX session/);
      expect(outcome('Enrols and records')).toMatch(/^works .*for Test Person/);
      expect(outcome('Comes back after a kill')).toMatch(/^works .*killed/);
      expect(outcome('Lock')).toMatch(/^not tried/);
      expect(outcome('Upgrade while it records')).toMatch(/^works .*msiexec 0/);
      expect(outcome('Removal')).toMatch(/^works .*the program is gone/);
      const page = await readFile(machine.wine.path('C:/windows-check.html'), 'utf8');
      expect(page).toContain('<img alt="" src="data:image/png;base64,');
      expect(page).toContain('recorder.log');
      expect(page).not.toContain(TEST_TOKEN);
      expect(portal.state.devices.size).toBe(1);
    },
    12 * MINUTE,
  );
});
