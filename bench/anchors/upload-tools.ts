import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endedChildrenCpuSeconds } from '../lib/process-usage.ts';
import type { TosProcess } from '../lib/tos-process.ts';

export interface UploadRun {
  /** Where the keys are files. */
  readonly folder: string;
  readonly keys: readonly string[];
  readonly scratch: string;
  readonly parallel: number;
}

/** Uploads the files with curl: no queue, no signature, no proof. */
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

/**
 * Copies the files with rclone by S3: signed, with an MD5 that it computes first, and in its fastest mode,
 * without checks of the target before or after.
 */
export async function rcloneCopy(
  sink: TosProcess,
  { folder, keys, scratch, parallel }: UploadRun,
): Promise<AnchorRun> {
  const list = join(scratch, 'rclone.txt');
  await writeFile(list, keys.join('\n'));
  const remote = `:s3,provider=Other,access_key_id=a,secret_access_key=b,no_check_bucket,no_head,endpoint='http://${sink.endpoint}':`;
  // rclone 1.60 can't start with a CA bundle in the environment.
  const { AWS_CA_BUNDLE: _, ...env } = process.env;
  return runAnchor(
    'rclone',
    [
      ...['copy', folder, `${remote}${sink.bucket}/rclone`, '--files-from-raw', list],
      ...['--transfers', String(parallel), '--no-check-dest', '--no-traverse'],
      ...['--ignore-checksum', '--retries', '1', '--quiet', '--config', '/dev/null'],
    ],
    env,
  );
}

interface AnchorRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Runs a program to its end. No other child of this process may end meanwhile. */
async function runAnchor(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<AnchorRun> {
  const cpuBefore = endedChildrenCpuSeconds();
  const started = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, cpuSeconds: endedChildrenCpuSeconds() - cpuBefore };
}
