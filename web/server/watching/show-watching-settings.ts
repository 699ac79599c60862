import type { WatchingSettings } from '../../contract/watching.ts';
import { assertRight } from '../auth/assert-right.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';

export async function showWatchingSettings(ctx: UserContext): Promise<WatchingSettings> {
  assertRight(ctx.user, 'list');
  return readWatchingSettings(ctx.db);
}
