import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEnvFile, readStartEnv } from './start/env.ts';
import { messageOf } from './start/message-of.ts';
import { runPortal } from './start/run-portal.ts';

/** `npm start`: everything the portal needs, in one terminal. `--dev` recompiles pages on change. */
const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '..');
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort());
}

try {
  loadEnvFile(root);
  await runPortal({
    root,
    env: readStartEnv(root),
    dev: values.dev,
    stopping: stopping.signal,
    print: (text) => console.log(text),
  });
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(`WorkCompanion could not start. ${messageOf(error)}`);
    process.exitCode = 1;
  }
}
