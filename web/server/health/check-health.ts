import { access, constants } from 'node:fs/promises';
import { AppError } from '@workcompanion/core/errors';
import { sql } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

/** For monitors and load balancers. Throws `unavailable`, whose cause is told to the log alone. */
export async function checkHealth(ctx: ServerContext): Promise<{ readonly status: 'ok' }> {
  await Promise.all([
    orUnavailable('The database does not answer.', ctx.db.execute(sql`select 1`)),
    orUnavailable(
      'The store of segments can not be written.',
      access(/*turbopackIgnore: true*/ ctx.config.hotDir, constants.W_OK),
    ),
  ]);
  return { status: 'ok' };
}

async function orUnavailable(message: string, check: PromiseLike<unknown>): Promise<void> {
  try {
    await check;
  } catch (cause) {
    throw new AppError('unavailable', message, { cause });
  }
}
