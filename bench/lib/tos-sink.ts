import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { stopChild } from '../../scripts/processes/stop-child.ts';

const MAIN = fileURLToPath(
  new URL('../../core/storage/testing/tos-server/main.ts', import.meta.url),
);

const Started = z.object({
  endpoint: z.string(),
  bucket: z.string(),
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    region: z.string(),
  }),
});

export type TosSink = z.infer<typeof Started> & { stop(): Promise<void> };

/** A TOS server, as a process, that counts bodies and forgets them. curl may come without signature. */
export async function startTosSink(): Promise<TosSink> {
  const child = spawn(process.execPath, [MAIN, '--discard', '--unsigned'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { ...Started.parse(JSON.parse(String(line))), stop: () => stopChild(child) };
}
