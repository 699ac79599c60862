import { parseArgs } from 'node:util';
import { startTosServer } from './start-tos-server.ts';

/**
 * The server as a process: `node main.ts [--port N] [--discard] [--unsigned] [--restore-ms N]`. Prints one line of
 * JSON with what a client needs, and ends with SIGTERM or when its parent closes its input.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    discard: { type: 'boolean', default: false },
    unsigned: { type: 'boolean', default: false },
    'restore-ms': { type: 'string', default: '100' },
  },
});
const server = await startTosServer({
  port: Number(values.port),
  discard: values.discard,
  unsigned: values.unsigned,
  restoreMs: Number(values['restore-ms']),
});
const { endpoint, bucket, credentials } = server;
process.stdout.write(`${JSON.stringify({ endpoint, bucket, credentials })}\n`);
process.once('SIGTERM', () => {
  process.stdin.destroy();
  void server.close();
});
process.stdin.once('end', () => void server.close()).resume();
