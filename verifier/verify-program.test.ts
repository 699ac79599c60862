import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { draftPackage, prepareScene } from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import { expect, it } from 'vitest';
import { ensureVerifyPage } from './ensure-verify-page.ts';

const run = promisify(execFile);

it('verifies a package as one small file that needs nothing beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'verify-program-'));
  try {
    const program = join(await ensureVerifyPage(), '..', 'verify.mjs');
    const bytes = await readFile(program);
    expect(bytes.length).toBeLessThan(5 * 1024 * 1024);
    const alone = join(folder, 'verify.mjs');
    await writeFile(alone, bytes);
    const { scene, server } = await prepareScene();
    const zip = join(folder, 'case.zip');
    await writeFile(zip, await sealDraft(await draftPackage(scene, server)));
    const key = await keyThumbprint(server.publicKey);
    const args = [alone, 'verify', zip, '--lang=en', '--server-key', key];
    expect((await run(process.execPath, args)).stdout).toMatch(/^PROVEN\n/);
    await run('sha256sum', ['-c', 'SHA256SUMS'], { cwd: join(program, '..') });
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);
