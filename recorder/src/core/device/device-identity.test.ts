import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { searchFolder } from '../../testing/search-folder.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import {
  isLocked,
  loadIdentity,
  openIdentity,
  readIdentity,
  saveIdentity,
} from './device-identity.ts';

const run = promisify(execFile);
const SEALER = join(import.meta.dirname, '../../testing/identity-sealer.ts');
const log = pino({ level: 'silent' });
const systemSecret = randomBytes(32);
const ENROLMENT = {
  server: 'https://portal.example',
  signingKey: { kty: 'OKP' as const, crv: 'Ed25519' as const, x: 'A'.repeat(43) },
  sealingKey: { kty: 'OKP' as const, crv: 'X25519' as const, x: 'A'.repeat(43), kid: 'k' },
  personName: 'Test Person',
};

/** A device whose key lies in its file as it is. */
async function setUp() {
  const folder = await tempFolder();
  const identity = { ...(await loadIdentity({ folder, log })), enrolment: ENROLMENT };
  await saveIdentity({ folder, log }, identity);
  return { folder, identity, text: await readFile(join(folder, 'device.json'), 'utf8') };
}

describe('the key of the device', () => {
  test('is readable at every moment of its move under the seal, wherever a kill comes', async () => {
    const { identity, text } = await setUp();
    const parent = await tempFolder();
    const sealIn = async (name: string, number: number, when: 'before' | 'after') => {
      const folder = join(parent, name);
      await mkdir(folder);
      await writeFile(join(folder, 'device.json'), text);
      // What a kill while it was first written may have left.
      await writeFile(join(folder, 'device.json.new'), text);
      const args = [SEALER, folder, systemSecret.toString('base64url'), String(number), when];
      const ended = await run(process.execPath, args).then(
        ({ stdout }) => stdout,
        (error: unknown) => error instanceof Error && Reflect.get(error, 'signal'),
      );
      return { folder, ended };
    };
    const whole = await sealIn('whole', 0, 'before');
    const calls = Number(whole.ended);
    expect(calls).toBeGreaterThan(8);
    expect((await readIdentity(whole.folder))?.keyStorage).toBe('system');

    const found = { file: 0, system: 0 };
    for (let number = 1; number <= calls; number += 1) {
      for (const when of ['before', 'after'] as const) {
        const { folder, ended } = await sealIn(`${when}-${number}`, number, when);
        expect(ended).toBe('SIGKILL');
        found[(await readIdentity(folder))?.keyStorage ?? 'file'] += 1;
        expect(await openIdentity({ folder, systemSecret, log })).toEqual(identity);
        expect((await readIdentity(folder))?.keyStorage).toBe('system');
        expect(await searchFolder(folder, [identity.privateKey.d])).toEqual([]);
      }
    }
    expect(found.file).toBeGreaterThan(8);
    expect(found.system).toBeGreaterThan(0);
  }, 180_000);

  test('opens with the secret of the system only, and what else is known of it without', async () => {
    const { folder, identity } = await setUp();
    const place = { folder, log };
    expect(await openIdentity(place)).toEqual(identity);
    expect((await readIdentity(folder))?.keyStorage).toBe('file');
    await openIdentity({ ...place, systemSecret });
    const sealed = await readFile(join(folder, 'device.json'), 'utf8');

    for (const wrong of [null, randomBytes(32)]) {
      const locked = { ...place, systemSecret: wrong };
      expect(await isLocked(locked)).toBe(true);
      await expect(openIdentity(locked)).rejects.toMatchObject({ code: 'device-key-locked' });
      await expect(loadIdentity(locked)).rejects.toThrow('--reenrol');
    }
    expect(await readIdentity(folder)).toMatchObject({
      device: identity.device,
      enrolment: identity.enrolment,
    });
    expect(await readFile(join(folder, 'device.json'), 'utf8')).toBe(sealed);
    await saveIdentity({ ...place, systemSecret }, identity);
    expect(await searchFolder(folder, [identity.privateKey.d])).toEqual([]);
  });

  test('does not open under the name of another device', async () => {
    const { folder } = await setUp();
    await openIdentity({ folder, systemSecret, log });
    const path = join(folder, 'device.json');
    const sealed = JSON.parse(await readFile(path, 'utf8'));
    const other = await loadIdentity({ folder: await tempFolder(), log });
    await writeFile(path, JSON.stringify({ ...sealed, device: other.device }));
    await expect(openIdentity({ folder, systemSecret, log })).rejects.toMatchObject({
      code: 'device-key-locked',
    });
  });

  test('is made anew when it is locked and nobody knows the device yet', async () => {
    const folder = await tempFolder();
    const first = await loadIdentity({ folder, systemSecret, log });
    expect(await searchFolder(folder, [first.privateKey.d])).toEqual([]);
    expect((await loadIdentity({ folder, systemSecret, log })).device).toBe(first.device);
    const next = await loadIdentity({ folder, log });
    expect(next.device).not.toBe(first.device);
  });
});
