import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { buildDocument } from './build-document.ts';
import { DOCUMENT_ROUTES, OPERATIONS } from './operations.ts';

export const openapiRoutes: readonly BoundRoute[] = [
  bind(DOCUMENT_ROUTES.readDocument, asUser, readDocument),
];

/** The whole API, for who builds on it. */
export async function readDocument(ctx: UserContext): Promise<ReturnType<typeof buildDocument>> {
  assertRight(ctx.user, 'system');
  return buildDocument(OPERATIONS, {
    version: ctx.installation.version,
    url: ctx.config.publicUrl,
  });
}
