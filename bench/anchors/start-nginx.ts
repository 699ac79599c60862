import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { stopChild } from '../../scripts/processes/stop-child.ts';
import { heldOpen } from '../lib/held-open.ts';
import type { Anchor } from './start-bare-server.ts';

/** nginx over `folder`: GET by sendfile, PUT by its dav module (no digest, no fsync). */
export function startNginx(folder: string, stateDir: string): Promise<Anchor> {
  return heldOpen(start(folder, stateDir));
}

async function start(folder: string, stateDir: string): Promise<Anchor> {
  const port = await freePort();
  await mkdir(join(stateDir, 'tmp'), { recursive: true });
  const file = join(stateDir, 'nginx.conf');
  await writeFile(file, configuration(folder, stateDir, port));
  const child = spawn('nginx', ['-c', file, '-e', join(stateDir, 'error.log')], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
  });
  await untilListening(port);
  if (child.pid === undefined) throw new Error('nginx did not start');
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => stopChild(child) };
}

function configuration(folder: string, stateDir: string, port: number): string {
  const tmp = join(stateDir, 'tmp');
  return `
daemon off; worker_processes 1; pid ${join(stateDir, 'nginx.pid')}; user ${process.getuid?.() === 0 ? 'root' : 'nobody'};
events { worker_connections 256; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;
  client_body_temp_path ${tmp}/body; proxy_temp_path ${tmp}/proxy; fastcgi_temp_path ${tmp}/fcgi;
  uwsgi_temp_path ${tmp}/uwsgi; scgi_temp_path ${tmp}/scgi;
  client_max_body_size 1g; client_body_buffer_size 1m;
  server { listen 127.0.0.1:${port}; root ${folder}; location / { dav_methods PUT; create_full_put_path on; } }
}`;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error('nginx does not listen');
}
