import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../client.ts';
import { processIdentity } from './process-alive.ts';
import { findBinaries } from './reachable-binaries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

let directory: string;
const started: EmbeddedPostgres[] = [];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'workcompanion-embedded-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory });
  started.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const connection = connect(url, { max: 1 });
  try {
    return (await connection.pool.query<Record<string, unknown>>(text)).rows;
  } finally {
    await connection.close();
  }
}

/** Another process that starts the server, writes a row, and waits to be killed. */
async function startInAnotherProcess(): Promise<{ supervisor: number; server: number }> {
  const module = JSON.stringify(new URL('./start-embedded-postgres.ts', import.meta.url).href);
  const client = JSON.stringify(new URL('../client.ts', import.meta.url).href);
  const script = `
    const { startEmbeddedPostgres } = await import(${module});
    const { connect } = await import(${client});
    const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)} });
    const { pool } = connect(server.ownerUrl);
    await pool.query('create table kept as select 42 as n');
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = await once(child.stdout, 'data');
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  return { supervisor: child.pid ?? 0, server: Number(String(text)) };
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over a stop and a start, and its password to the owner', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 42 as n');
    await first.stop();
    await first.ended;
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }]);
    expect((await stat(path.join(directory, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o077).toBe(0);
  });

  it('adopts the server that a killed supervisor left behind, with its data', async () => {
    const orphan = await startInAnotherProcess();
    const server = await start();
    expect(server).toMatchObject({ adopted: true, pid: orphan.server });
    expect(await query(server.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('waits for a server that is just stopping, and starts it anew', async () => {
    const orphan = await startInAnotherProcess();
    process.kill(orphan.server, 'SIGINT');
    const log = () => readFile(path.join(directory, 'server.log'), 'utf8');
    await expect.poll(log).toContain('received fast shutdown request');
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await query(server.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('recovers when supervisor and server were both killed', async () => {
    const orphan = await startInAnotherProcess();
    process.kill(orphan.server, 'SIGKILL');
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await query(server.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('says that it ended when the server dies', async () => {
    const server = await start();
    process.kill(server.pid, 'SIGKILL');
    await expect(server.ended).resolves.toBeUndefined();
  });

  it('refuses a directory that another living process holds', async () => {
    const mark = `${process.ppid}\n${processIdentity(process.ppid)}\n`;
    await writeFile(path.join(directory, 'owner.pid'), mark);
    await expect(start()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`in use by process ${process.ppid}`),
    });
  });

  it('is not misled by ids that strangers have since a reboot', async () => {
    const first = await start();
    await query(first.ownerUrl, 'create table kept as select 42 as n');
    await first.stop();
    await writeFile(path.join(directory, 'owner.pid'), `${process.ppid}\nanother boot 17\n`);
    const lines = [process.ppid, '/proc/self/fd/3', 1, 5432, '', '127.0.0.1', '1 1', 'ready'];
    const stale = path.join(directory, 'cluster', 'postmaster.pid');
    await writeFile(stale, `${lines.join('\n')}\n`, { mode: 0o600 });
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await query(server.ownerUrl, 'select n from kept')).toEqual([{ n: 42 }]);
  });

  it('refuses everybody without the password', async () => {
    const server = await start();
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toHaveProperty('code', '28P01');
  });

  it('begins again when the making of the cluster was interrupted', async () => {
    await writeFile(path.join(directory, 'cluster.new'), 'half of it');
    const server = await start();
    expect(await query(server.url, 'show timezone')).toEqual([{ TimeZone: 'UTC' }]);
    expect(await readFile(path.join(directory, 'server.log'), 'utf8')).toContain('ready to accept');
  });

  it('refuses a cluster of another major version with what to do', async () => {
    const server = await start();
    await server.stop();
    await writeFile(path.join(directory, 'cluster', 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toMatchObject({ message: expect.stringContaining('pg_upgrade') });
  });
});

describe('findBinaries', () => {
  it('points to DATABASE_URL on a platform without binaries', () => {
    expect(() => findBinaries('freebsd-x64')).toThrow(
      /no embedded PostgreSQL for freebsd-x64.*DATABASE_URL/,
    );
    expect(() => findBinaries('linux-arm64')).toThrow(/not installed.*DATABASE_URL/);
  });
});
