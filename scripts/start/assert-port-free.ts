import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What an earlier portal may need to let go of the port after it was killed. */
const PATIENCE_MS = 3_000;
const POLL_MS = 100;

/** Throws an Error with what to do when something else listens there. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const problem = await tryToListen(host, port);
    if (problem === null) return;
    if (codeOf(problem) !== 'EADDRINUSE' || performance.now() > deadline) {
      throw new Error(adviceFor(codeOf(problem), `${host}:${port}`), { cause: problem });
    }
    await delay(POLL_MS);
  }
}

async function tryToListen(host: string, port: number): Promise<unknown> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return error;
  }
  server.close();
  await once(server, 'close');
  return null;
}

function codeOf(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem);
}

function adviceFor(code: string, address: string): string {
  if (code === 'EADDRINUSE') {
    return `${address} is taken. Stop what listens there, or set PORT to another port.`;
  }
  if (code === 'EACCES') return `${address} needs more rights. Set PORT to 1024 or above.`;
  return `It can't listen on ${address}. Check HOST and PORT.`;
}
