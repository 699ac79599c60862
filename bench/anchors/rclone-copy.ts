import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnchorRun, runAnchor } from '../lib/run-anchor.ts';
import type { TosProcess } from '../lib/tos-process.ts';
import type { UploadRun } from './curl-parallel.ts';

/**
 * rclone copies the files by S3: signed, with an MD5 that it reckons first, and, at its kindest to
 * itself, without any look at what is there before or after.
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
