import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { releaseKeysOfPem } from '@workcompanion/core/releases/release-key';
import { verifyRelease } from '@workcompanion/core/releases/release-signature';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const SCRIPTS = join(import.meta.dirname, '..');
const run = promisify(execFile);
const tool = (name: string, ...args: string[]) =>
  run(process.execPath, [join(SCRIPTS, `release-${name}.ts`), ...args], { cwd: folder });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-tools-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the release tools', () => {
  test('make a key, and sign with it what that key verifies', async () => {
    await tool('key', '--out', 'company.pem');
    expect((await stat(join(folder, 'company.pem'))).mode & 0o777).toBe(0o600);
    await writeFile(join(folder, 'WorkCompanion-Recorder-1.4.0-x64.msi'), 'an installer');

    await tool('sign', 'WorkCompanion-Recorder-1.4.0-x64.msi', '--key', 'company.pem');

    const text = await readFile(
      join(folder, 'WorkCompanion-Recorder-1.4.0-x64.msi.release'),
      'utf8',
    );
    const keys = releaseKeysOfPem(await readFile(join(folder, 'company.public.pem'), 'utf8'));
    expect(verifyRelease(text, keys)).toEqual({
      version: '1.4.0',
      // printf 'an installer' | sha256sum
      sha256: 'b2b3a11c02f14e36f2a5c148db1b5924fa96141da4b2fbfb262a469df53f6750',
      bytes: 12,
    });
  });

  test('never write over a private key', async () => {
    await tool('key', '--out', 'company.pem');
    const before = await readFile(join(folder, 'company.pem'), 'utf8');
    await expect(tool('key', '--out', 'company.pem')).rejects.toThrow(/No key was made/);
    expect(await readFile(join(folder, 'company.pem'), 'utf8')).toBe(before);
  });

  test.each([
    ['names no version', 'recorder.msi', []],
    ['has a version of four numbers', 'recorder-1.2.3.4.msi', []],
    ['gets one that is none', 'recorder.msi', ['--version', '1.4']],
  ])('do not sign a file that %s', async (_, name, args) => {
    await tool('key', '--out', 'company.pem');
    await writeFile(join(folder, name), 'an installer');
    await expect(tool('sign', name, '--key', 'company.pem', ...args)).rejects.toThrow(
      /Nothing was signed/,
    );
    await expect(stat(join(folder, `${name}.release`))).rejects.toThrow(/ENOENT/);
  });
});
