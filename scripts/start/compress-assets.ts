import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { ASSET_CODINGS } from '../../web/server/native/kept-assets.ts';

const { br, gzip: gz } = ASSET_CODINGS;
/** Below this, a header more costs what is saved. */
const LEAST_BYTES = 1024;

/** Writes each text of a build compressed beside it, as small as it gets: nobody waits for that later. */
export async function compressAssets(folder: string): Promise<void> {
  const written: Promise<void>[] = [];
  for await (const name of glob('**/*.{css,js,json,svg}', { cwd: folder })) {
    written.push(compressFile(join(folder, name)));
  }
  await Promise.all(written);
}

async function compressFile(file: string): Promise<void> {
  const text = await readFile(file);
  if (text.length < LEAST_BYTES) return;
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(file + br, await promisify(brotliCompress)(text, { params: size }));
  await writeFile(file + gz, await promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }));
}
