import type { WatchingSettings } from '../../contract/watching.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readWatchingSettings } from './watching-settings.ts';

export async function showWatchingSettings(ctx: UserContext): Promise<WatchingSettings> {
  assertRight(ctx.user, 'list');
  return readWatchingSettings(ctx.db);
}
