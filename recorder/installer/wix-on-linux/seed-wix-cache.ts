import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'wix-4.0.0.5512.2';
const ADDRESS = `https://github.com/electron-userland/electron-builder-binaries/releases/download/${NAME}/${NAME}.7z`;

/** Has electron-builder take WiX for downloaded already. The folder's name is as it makes it. */
export function seedWixCache(cache: string): void {
  const folder = join(
    cache,
    NAME,
    `${NAME}-${djb2(ADDRESS).toString(36).padStart(5, '0').slice(0, 5)}`,
  );
  mkdirSync(folder, { recursive: true });
  for (const program of ['candle.exe', 'light.exe']) writeFileSync(join(folder, program), '');
  const state = {
    version: 1,
    state: 'complete',
    timestamp: Date.now(),
    fileCount: 2,
    extractedSize: 0,
  };
  writeFileSync(`${folder}.state`, JSON.stringify(state));
}

function djb2(text: string): number {
  let hash = 5381;
  for (let index = 0; index < text.length; index += 1) {
    hash = ((hash << 5) + hash) ^ text.charCodeAt(index);
  }
  return hash >>> 0;
}
