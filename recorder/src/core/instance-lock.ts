import { join } from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import Database from 'better-sqlite3';

/** Held until it is released; the system releases it when the process ends in any way. */
export interface InstanceLock {
  release(): void;
}

/** One recorder per data folder. Throws `already-exists` when another one is running on it. */
export function lockInstance(folder: string): InstanceLock {
  const database = new Database(join(folder, 'lock.db'), { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('begin exclusive');
  } catch (cause) {
    database.close();
    const message = `another recorder is running with the data in ${folder}`;
    throw new AppError('already-exists', message, { cause });
  }
  return { release: () => database.close() };
}
