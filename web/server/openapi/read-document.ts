import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { buildDocument } from './build-document.ts';
import { OPERATIONS } from './operations.ts';

/** The whole API, for who builds on it. */
export async function readDocument(ctx: UserContext): Promise<ReturnType<typeof buildDocument>> {
  assertRight(ctx.user, 'system');
  return buildDocument(OPERATIONS, {
    version: ctx.installation.version,
    url: ctx.config.publicUrl,
  });
}
