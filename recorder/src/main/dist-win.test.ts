import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.skipIf(process.platform === 'win32')(
  'says which programs are missing, as the line that installs them',
  () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../installer/dist-win.ts'), '--stand-in'],
      { env: { PATH: '/nowhere' }, encoding: 'utf8' },
    );
    expect(stderr).toMatch(/^first: apt-get install .*\bwixl\b.*\bmsitools\b/m);
    expect(status).toBe(1);
  },
);
