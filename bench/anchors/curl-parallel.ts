import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TosProcess } from '../lib/tos-process.ts';

export interface CurlRun {
  readonly files: readonly { readonly path: string; readonly key: string }[];
  readonly scratch: string;
  readonly parallel: number;
}

/** Seconds that curl takes to put the files: no queue, no signature, no proof. */
export async function curlParallel(
  sink: TosProcess,
  { files, scratch, parallel }: CurlRun,
): Promise<number> {
  const config = join(scratch, 'curl.conf');
  const lines = files.map(
    ({ path, key }) =>
      `upload-file = "${path}"\nurl = "http://${sink.endpoint}/${sink.bucket}/curl/${key}"\noutput = "/dev/null"\n`,
  );
  await writeFile(config, lines.join(''));
  const started = performance.now();
  const child = spawn(
    'curl',
    [
      '-sS',
      '--fail',
      '--parallel',
      '--parallel-max',
      String(parallel),
      '-H',
      'Expect:',
      '-K',
      config,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`curl ended with ${String(code)}`);
  return (performance.now() - started) / 1000;
}
