import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TosStoreOptions } from '@workcompanion/core/storage/remote/tos-store';
import { z } from 'zod';
import { stopChild } from '../../scripts/processes/stop-child.ts';
import { heldOpen } from './held-open.ts';

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

export interface TosProcess extends z.infer<typeof Started> {
  readonly storeOptions: TosStoreOptions;
  /** The address of an object, for clients without a signature. */
  urlOf(key: string): string;
  /** As if nothing had been put. */
  forget(): Promise<void>;
  slowDown(bytesPerSecond: number): Promise<void>;
  speedUp(): Promise<void>;
  stop(): Promise<void>;
}

/** A TOS server, as a process, with everything in memory. Other clients may come without signature. */
export function startTosProcess(flags: readonly string[] = []): Promise<TosProcess> {
  return heldOpen(start(flags));
}

async function start(flags: readonly string[]): Promise<TosProcess> {
  const child = spawn(process.execPath, [MAIN, '--unsigned', ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const started = Started.parse(JSON.parse(String(line)));
  const { endpoint, bucket, credentials } = started;
  const { region, ...keys } = credentials;
  return {
    ...started,
    storeOptions: { endpoint, bucket, region, credentials: keys, secure: false },
    urlOf: (key) => `http://${endpoint}/${bucket}/${key}`,
    forget: () => control(endpoint, 'DELETE objects'),
    slowDown: (bytesPerSecond) =>
      control(endpoint, 'POST faults', {
        operation: 'get',
        fault: { kind: 'slow', bytesPerSecond },
      }),
    speedUp: () => control(endpoint, 'DELETE faults'),
    stop: () => stopChild(child),
  };
}

async function control(endpoint: string, asked: string, rule?: object): Promise<void> {
  const [method = '', what = ''] = asked.split(' ');
  const response = await fetch(`http://${endpoint}/_control/${what}`, {
    method,
    ...(rule && { body: JSON.stringify(rule) }),
  });
  if (!response.ok) throw new Error(`the TOS server answered ${response.status}`);
}

/** A TOS server that counts bodies and forgets them. */
export function startTosSink(): Promise<TosProcess> {
  return startTosProcess(['--discard']);
}
