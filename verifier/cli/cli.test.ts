import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generateSigningKeyPair, keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { writeSearchReport } from '@workcompanion/core/evidence/search-report/write-search-report';
import { draftPackage, prepareScene } from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import { searchReport } from '@workcompanion/core/evidence/testing/search-report';
import { unzip, zipAgain } from '@workcompanion/core/evidence/testing/zip-entries';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorityPem } from '../testing/attacks/certificate-attacks.ts';

const CLI = join(import.meta.dirname, '..', 'cli.ts');
let folder: string;
let prepared: Awaited<ReturnType<typeof prepareScene>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verifier-cli-'));
  prepared = await prepareScene();
});
afterAll(() => rm(folder, { recursive: true }));

/** The process itself, as an outsider runs it. */
function workcompanion(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

async function written(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

describe('workcompanion verify', { timeout: 60_000 }, () => {
  it('ends with 0 and says so in plain words when all is proven to whoever knows the key', async () => {
    const zip = await sealDraft(await draftPackage(prepared.scene, prepared.server));
    const file = await written('true.zip', zip);
    const key = await keyThumbprint(prepared.server.publicKey);
    const { code, stdout } = await workcompanion('verify', file, '--lang=en', '--server-key', key);
    expect(stdout).toMatch(/^PROVEN\n/);
    expect(stdout).toMatch(/Lin Mei/);
    expect(code).toBe(0);
    const text = JSON.stringify({ kind: 'workcompanion-trust', v: 1, serverKeys: [key] });
    const trust = await written('trust.json', Buffer.from(text));
    expect((await workcompanion('verify', file, '--trust', trust)).code).toBe(0);
  });

  it('takes a fingerprint that begins with a dash, as one in 64 does', async () => {
    const file = await written(
      'dash.zip',
      await sealDraft(await draftPackage(prepared.scene, prepared.server)),
    );
    const key = `-${(await keyThumbprint(prepared.server.publicKey)).slice(1)}`;
    const { stderr, stdout } = await workcompanion('verify', file, '--server-key', key, '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'broken' });
  });

  it('ends with 3 when nobody outside the package says where it comes from', async () => {
    const zip = await sealDraft(await draftPackage(prepared.scene, prepared.server));
    const file = await written('alone.zip', zip);
    const { code, stdout } = await workcompanion('verify', file, '--lang=en');
    expect(stdout).toMatch(/^CONSISTENT IN ITSELF; WHERE IT COMES FROM IS NOT ESTABLISHED\n/);
    expect(stdout).toContain('[origin-unknown]');
    expect(code).toBe(3);
    expect((await workcompanion('verify', file, '--tsa-ca', file)).code).toBe(66);
  });

  it('takes the unpacked folder as well, and no link in it', async () => {
    const zip = await sealDraft(await draftPackage(prepared.scene, prepared.server));
    const unpacked = join(folder, 'unpacked');
    for (const [path, bytes] of await unzip(zip)) {
      await mkdir(dirname(join(unpacked, path)), { recursive: true });
      await writeFile(join(unpacked, path), bytes);
    }
    const key = await keyThumbprint(prepared.server.publicKey);
    expect((await workcompanion('verify', unpacked, '--server-key', key)).code).toBe(0);
    await rm(join(unpacked, 'README.txt'));
    await symlink('/etc/hostname', join(unpacked, 'README.txt'));
    const { code, stdout } = await workcompanion('verify', unpacked, '--lang=en');
    expect(stdout).toContain('[archive-ambiguous]');
    expect(code).toBe(1);
  });

  it('ends with 1 and names the file of which a bit is another', async () => {
    const entries = await unzip(
      await sealDraft(await draftPackage(prepared.scene, prepared.server)),
    );
    const first = entries[0]?.[1];
    if (first) first[100] = (first[100] ?? 0) ^ 1;
    const { code, stdout } = await workcompanion(
      'verify',
      await written('bit.zip', await zipAgain(entries)),
      '--lang=en',
    );
    expect(stdout).toContain(`${entries[0]?.[0]} [file-changed]`);
    expect(code).toBe(1);
  });

  it('ends with 1 when another server has signed all anew', async () => {
    const forger = await generateSigningKeyPair();
    const zip = await sealDraft(await draftPackage(prepared.scene, forger));
    const { code, stdout } = await workcompanion('verify', await written('new.zip', zip), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'broken' });
    expect(stdout).toContain('seen-other-key');
    expect(code).toBe(1);
  });

  it('ends with 2 when something is not proven, here in Chinese', async () => {
    const draft = await draftPackage(prepared.scene, prepared.server);
    draft.checkpoints = { checkpoints: [], history: [], proofs: [], timestamps: [] };
    const file = await written('unproven.zip', await sealDraft(draft));
    const { code, stdout } = await workcompanion('verify', file, '--lang=zh-CN');
    expect(stdout).toContain('未能完全证实');
    expect(code).toBe(2);
  });

  it('opens an encrypted package with its password, and with no other', async () => {
    const zip = await sealDraft(await draftPackage(prepared.scene, prepared.server), 'sesame');
    const file = await written('locked.zip', zip);
    const right = await written('right', Buffer.from('sesame\n'));
    const wrong = await written('wrong', Buffer.from('open\n'));
    expect((await workcompanion('verify', file, '--password-file', right)).code).toBe(3);
    expect((await workcompanion('verify', file, '--password-file', wrong)).code).toBe(65);
    expect(await workcompanion('verify', file)).toMatchObject({ code: 65, stdout: '' });
  });

  it('tells wrong usage, no package and no file apart', async () => {
    expect((await workcompanion('verify')).code).toBe(64);
    expect((await workcompanion('verify', 'x', '--lang=xx')).code).toBe(64);
    const text = await written('a.txt', Buffer.from('no zip'));
    expect((await workcompanion('verify', text)).code).toBe(65);
    expect((await workcompanion('verify', join(folder, 'none.zip'))).code).toBe(66);
  });

  it('says of a search report what was searched and not found, and whose word it is', async () => {
    const { zip } = await writeSearchReport(searchReport(), prepared.server);
    const file = await written('report.zip', zip);
    const key = await keyThumbprint(prepared.server.publicKey);
    const known = await workcompanion('verify', file, '--lang=en', '--server-key', key);
    expect(known.stdout).toMatch(/^PROVEN\n/);
    expect(known.stdout).toContain('The words were not found in what was searched.');
    expect(known.stdout).toContain('Not read: 3:00:00 of footage.');
    expect(known.code).toBe(0);
    const alone = await workcompanion('verify', file, '--lang=zh-CN');
    expect(alone.stdout).toContain('来源未证实');
    expect(alone.code).toBe(3);
    const authority = authorityPem(await generateSigningKeyPair());
    const pem = await written('authority.pem', Buffer.from(authority));
    const certified = await workcompanion('verify', file, '--lang=en', '--server-ca', pem);
    expect(certified.stderr).toContain('No authority vouches for a search report');
    expect(certified.code).toBe(3);
    const entries = await unzip(zip);
    const json = entries.find(([path]) => path === 'report.json')?.[1];
    if (json) json[json.length - 3] = 0x20;
    const changed = await written('changed-report.zip', await zipAgain(entries));
    const broken = await workcompanion('verify', changed, '--lang=en');
    expect(broken.stdout).toContain('report.json was changed after it was signed.');
    expect(broken.code).toBe(1);
  });
});
