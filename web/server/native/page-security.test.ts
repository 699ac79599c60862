import { expect, test } from 'vitest';
import { readEnv } from '../../env.ts';
import { startServer } from '../../start-server.ts';
import { createLogger } from '../log/create-logger.ts';

async function headersOf(publicUrl: string): Promise<Headers> {
  const env = readEnv({
    DATABASE_URL: 'postgres://localhost/x',
    HOT_DIR: 'data/hot',
    PUBLIC_URL: publicUrl,
    ALLOWED_HOSTS: '127.0.0.1',
    PORT: '0',
  });
  const server = await startServer(env, {
    build: 'test',
    log: createLogger('silent'),
    pages: async (_, response) => void response.end('a page'),
  });
  try {
    return (await fetch(`${server.url}/people`)).headers;
  } finally {
    await server.stop(0);
  }
}

test('a page of a portal behind TLS may be asked for by TLS only, for two years', async () => {
  const secure = await headersOf('https://recordings.example.com');
  expect(secure.get('strict-transport-security')).toBe('max-age=63072000');
  const plain = await headersOf('http://recordings.example.com');
  expect(plain.get('strict-transport-security')).toBeNull();
});

test('a page runs scripts by a nonce of its own, and none that stand in it', async () => {
  const url = 'https://recordings.example.com';
  const policies = [await headersOf(url), await headersOf(url)].map((headers) =>
    headers.get('content-security-policy'),
  );
  const scripts = policies.map((policy) => /script-src ([^;]*)/.exec(policy ?? '')?.[1]);
  for (const allowed of scripts) expect(allowed).toMatch(/^'self' 'nonce-[\w+/=]{24}'$/);
  expect(scripts[0]).not.toBe(scripts[1]);
});
