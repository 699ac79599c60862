import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { openSystemSecret, replaceSystemSecret, type SystemVault } from './system-secret.ts';

/** A system that gives out what it was given, as long as it has not lost its own key. */
function vaultOf({ key = 'a', backend = 'gnome_libsecret', available = true } = {}): SystemVault {
  return {
    isEncryptionAvailable: () => available,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from(`${key}:${text}`),
    decryptString(sealed) {
      const [by, text = ''] = sealed.toString().split(':');
      if (by !== key) throw new Error('it does not open');
      return text;
    },
  };
}

describe('the secret that the system keeps', () => {
  test('is used from the next start on, and is always the same', async () => {
    const folder = await tempFolder();
    const open = () => openSystemSecret(folder, vaultOf());
    expect(await open()).toBeNull();
    const secret = await open();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(await open()).toBe(secret);
    expect(await readdir(folder)).toEqual(['system-secret']);
  });

  test('is another one when the system lost it before it was ever used', async () => {
    const folder = await tempFolder();
    expect(await openSystemSecret(folder, vaultOf())).toBeNull();
    expect(await openSystemSecret(folder, vaultOf({ key: 'b' }))).toBeNull();
    expect(await openSystemSecret(folder, vaultOf({ key: 'b' }))).not.toBeNull();
  });

  test('is kept when the system does not give it out, until somebody enrols anew', async () => {
    const folder = await tempFolder();
    const open = (key?: string) =>
      openSystemSecret(folder, vaultOf(key === undefined ? {} : { key }));
    await open();
    const secret = await open();
    for (const _ of [1, 2]) expect(await open('b')).toBeNull();
    expect(await open()).toBe(secret);

    await replaceSystemSecret(folder, vaultOf({ key: 'b' }));
    const next = await open('b');
    expect(next).toMatch(/^[\w-]{43}$/);
    expect(next).not.toBe(secret);
    expect(await open('b')).toBe(next);
  });

  test.each([
    ['encrypts with a password that everybody knows', { backend: 'basic_text' }],
    ['does not say what it encrypts with', { backend: 'unknown' }],
    ['can not encrypt', { available: false }],
  ])('is none where the system %s', async (_, vault) => {
    const folder = await tempFolder();
    for (const _start of [1, 2]) expect(await openSystemSecret(folder, vaultOf(vault))).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });
});
