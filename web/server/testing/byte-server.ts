import { readEnv } from '../../env.ts';
import { startServer } from '../../start-server.ts';
import { openContext } from '../open-context.ts';
import { shareContext } from '../shared-context.ts';

/** The web process as web/main.ts starts it, without Next's pages: it needs no build. */
const env = readEnv();
const { context } = await openContext(env);
shareContext(Promise.resolve(context));
const pages = async (_: unknown, response: { writeHead(status: number): { end(): unknown } }) => {
  response.writeHead(404).end();
};
const server = await startServer(env, { log: context.log, pages });
process.send?.(server.url);
