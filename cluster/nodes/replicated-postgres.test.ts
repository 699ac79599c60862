import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeptProcess } from '../../chaos/stage/kept-process.ts';
import { ask, ReplicatedPostgres } from './replicated-postgres.ts';

let folder: string;
let postgres: ReplicatedPostgres;
const kept: KeptProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-replicated-'));
  await chmod(folder, 0o711); // PostgreSQL's account goes through it
  postgres = await ReplicatedPostgres.start(folder, (options) => {
    const process = new KeptProcess({
      ...options,
      logFile: join(folder, `${options.name}.log`),
      onFailure: () => {},
    });
    kept.push(process);
    return process;
  });
});
afterAll(async () => {
  await Promise.all(kept.map((process) => process.stop()));
  await rm(folder, { recursive: true });
});

test('what was committed is there after the first server has died', async () => {
  const { ownerUrl } = postgres.primary;
  await ask(ownerUrl, 'create table receipts (id int primary key)');
  await ask(ownerUrl, 'insert into receipts values (1), (2), (3)');
  await postgres.first.process.kill();
  await expect(ask(postgres.second.ownerUrl, 'insert into receipts values (4)')).rejects.toThrow(
    'read-only',
  );
  await postgres.promote();
  expect(postgres.primary).toBe(postgres.second);
  expect(await ask(postgres.primary.ownerUrl, 'select id from receipts order by id')).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
  await ask(postgres.primary.ownerUrl, 'insert into receipts values (4)');
});
