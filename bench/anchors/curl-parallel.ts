import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnchorRun, runAnchor } from '../lib/run-anchor.ts';
import type { TosProcess } from '../lib/tos-process.ts';

export interface UploadRun {
  /** Where the keys are files. */
  readonly folder: string;
  readonly keys: readonly string[];
  readonly scratch: string;
  readonly parallel: number;
}

/** curl puts the files: no queue, no signature, no proof. */
export async function curlParallel(
  sink: TosProcess,
  { folder, keys, scratch, parallel }: UploadRun,
): Promise<AnchorRun> {
  const config = join(scratch, 'curl.conf');
  const lines = keys.map(
    (key) =>
      `upload-file = "${join(folder, key)}"\nurl = "${sink.urlOf(`curl/${key}`)}"\noutput = "/dev/null"\n`,
  );
  await writeFile(config, lines.join(''));
  const most = String(parallel);
  const args = ['-sS', '--fail', '--parallel', '--parallel-max', most, '-H', 'Expect:'];
  return runAnchor('curl', [...args, '-K', config]);
}
