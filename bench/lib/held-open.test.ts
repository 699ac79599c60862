import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const BENCH = join(import.meta.dirname, 'testing', 'interrupted-bench.ts');
const Started = z.object({ scratch: z.string(), databaseUrl: z.string(), sink: z.string() });

it('leaves no server and no folder behind when a signal ends a bench', async () => {
  const child = spawn(process.execPath, [BENCH], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const { scratch, databaseUrl, sink } = Started.parse(JSON.parse(String(line)));
  expect(await isListening(databaseUrl)).toBe(true);
  expect(await isListening(sink)).toBe(true);

  child.kill('SIGTERM');
  const [code] = await exited;
  expect(code).toBe(143);
  expect(await isListening(databaseUrl)).toBe(false);
  expect(await isListening(sink)).toBe(false);
  expect(existsSync(scratch)).toBe(false);
}, 120_000);

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
