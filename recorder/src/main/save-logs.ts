import { createReadStream, createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { arch, platform, release } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RecorderView } from '../core/recorder-view.ts';

/** Saves one text file that the person can read before giving it away. It holds no key and no picture. */
export async function saveLogs(
  file: string,
  { folder, recorder }: { readonly folder: string; readonly recorder: RecorderView | null },
): Promise<void> {
  await pipeline(
    Readable.from(contents(join(folder, 'logs'), recorder)),
    createWriteStream(file, { mode: 0o600 }),
  );
}

async function* contents(logs: string, recorder: RecorderView | null) {
  yield `WorkCompanion Recorder, ${new Date().toISOString()}\n`;
  yield `${platform()} ${release()} ${arch()}\n\n`;
  yield `${JSON.stringify(recorder, null, 2)}\n`;
  const names = await readdir(logs).catch(() => []);
  // recorder.log.3 is the oldest.
  const oldestFirst = names
    .filter((name) => name.startsWith('recorder.log'))
    .sort()
    .reverse();
  for (const name of oldestFirst) {
    yield `\n===== ${name}\n`;
    yield* createReadStream(join(logs, name), 'utf8');
  }
}
