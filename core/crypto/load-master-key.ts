import { readFile } from 'node:fs/promises';
import { StartRefusal } from '../start-refusal.ts';

const MASTER_KEY_BYTES = 32;

/** Throws a StartRefusal when there is none, or none of 32 bytes; its message holds nothing of the key. */
export async function loadMasterKey(source: {
  readonly MASTER_KEY?: string | undefined;
  readonly MASTER_KEY_FILE?: string | undefined;
}): Promise<Buffer> {
  const text = source.MASTER_KEY ?? (await readKeyFile(source.MASTER_KEY_FILE));
  const key = decode(text.trim());
  if (key.length === MASTER_KEY_BYTES) return key;
  throw new StartRefusal('The master key must be 32 bytes, as 64 hex digits or as base64.');
}

async function readKeyFile(path: string | undefined): Promise<string> {
  if (path === undefined) throw new StartRefusal('Set MASTER_KEY_FILE (or MASTER_KEY).');
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new StartRefusal(
      `The master key can not be read from ${path}: put its copy back there, or set MASTER_KEY_FILE.`,
      { cause },
    );
  }
}

function decode(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  return Buffer.alloc(0);
}
