import { AppError } from '@workcompanion/core/errors';
import type { DeletionId } from '@workcompanion/core/ids';
import { deletions } from '@workcompanion/db/schema/deletions';
import { eq } from 'drizzle-orm';
import type { ReadCertificate } from '../../contract/deletions.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { Reply } from '../http/reply.ts';

interface StoredCertificate {
  readonly id: DeletionId;
  readonly jws: string;
}

/** The signed certificate of a deletion. Throws `not-found` while it is not finished. */
export async function readCertificate(
  ctx: UserContext,
  { id }: ReadCertificate,
): Promise<StoredCertificate> {
  assertRight(ctx.user, 'list');
  const [row] = await ctx.db
    .select({ jws: deletions.certificate })
    .from(deletions)
    .where(eq(deletions.id, id));
  if (row?.jws) return { id, jws: row.jws };
  throw new AppError('not-found', `There is no certificate of a deletion ${id}.`);
}

/** As a file: RFC 7515, section 9.2.1, "application/jose" is a JWS in compact form. */
export function certificateReply({ id, jws }: StoredCertificate): Reply {
  return {
    status: 200,
    headers: {
      'content-type': 'application/jose',
      'content-disposition': `attachment; filename="deletion-${id}.jws"`,
      'cache-control': 'no-store',
    },
    body: jws,
  };
}
