import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a new key pair. An existing private key is never written over: releases hang on it. */
export async function makeReleaseKey(file: string): Promise<{ readonly publicFile: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicFile = `${file.replace(/\.pem$/, '')}.public.pem`;
  await mkdir(dirname(file), { recursive: true });
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(file, secret, { mode: 0o600, flag: 'wx', flush: true });
  const open = publicKey.export({ type: 'spki', format: 'pem' });
  await writeFile(publicFile, open, { flag: 'wx', flush: true });
  return { publicFile };
}
