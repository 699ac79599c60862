import { createPrivateKey } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { measureRelease, signRelease } from '@workcompanion/core/releases/release-signature';

interface Wish {
  /** The MSI. */
  readonly file: string;
  readonly keyFile: string;
  /** Otherwise the one in the file's name. */
  readonly version?: string | undefined;
}

/** Writes FILE.release beside the MSI: what is uploaded with it. */
export async function signReleaseFile({ file, keyFile, version }: Wish): Promise<string> {
  const key = createPrivateKey(await readFile(keyFile));
  const facts = { version: version ?? versionInName(file), ...(await measureRelease(file)) };
  const target = `${file}.release`;
  await writeFile(`${target}.part`, signRelease(facts, key));
  await rename(`${target}.part`, target);
  return target;
}

function versionInName(file: string): string {
  const found = /(?:^|[^\d.])(\d+\.\d+\.\d+)(?!\.?\d)/.exec(basename(file))?.[1];
  if (found === undefined) throw new Error(`${basename(file)} names no version: give --version.`);
  return found;
}
