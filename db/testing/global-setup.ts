import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { makeTemplateDatabase, type TemplateDatabase } from './make-template-database.ts';

/** Once a run. Test processes ask over HTTP, so that a run without database tests starts no server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let template: Promise<TemplateDatabase> | null = null;
  const source = createServer((_, answer) => {
    template ??= makeTemplateDatabase();
    template.then(
      ({ addresses }) => answer.end(JSON.stringify(addresses)),
      (error: unknown) => answer.writeHead(500).end(String(error)),
    );
  });
  source.listen(0, '127.0.0.1');
  await once(source, 'listening');
  const address = source.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP address');
  project.provide('templateSource', `http://127.0.0.1:${address.port}`);
  return async () => {
    source.closeAllConnections();
    source.close();
    await (await template)?.remove();
  };
}
