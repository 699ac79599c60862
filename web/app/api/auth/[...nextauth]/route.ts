import { randomUUID } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { errorReply } from '../../../../server/http/error-reply.ts';
import { textBody } from '../../../../server/http/json-body.ts';
import { noBody, toResponse } from '../../../../server/http/route.ts';
import { sharedContext } from '../../../../server/shared-context.ts';
import { authOptions } from '../../../../server/sign-in/auth-options.ts';

interface AuthRoute {
  readonly params: Promise<{ nextauth: string[] }>;
}

/** A sign-in form is a few hundred bytes; next-auth by itself reads a body of whatever size. */
const MAX_BODY_BYTES = 64 * 1024;

async function handle(request: NextRequest, route: AuthRoute): Promise<Response> {
  try {
    assertAddresses(request);
    await assertAction(route);
    const client = {
      // As the entry of the process writes it: one address, forwarded ones only from trusted proxies.
      address: request.headers.get('x-forwarded-for') ?? 'unknown',
      userAgent: request.headers.get('user-agent') ?? '',
    };
    return await NextAuth(
      await withReadBody(request),
      route,
      authOptions(await sharedContext(), client),
    );
  } catch (error) {
    return toResponse(errorReply(error, randomUUID()), request.signal);
  }
}

/** next-auth's sign-out forgets the cookie, and its session would go on: the portal's own ends it. */
async function assertAction({ params }: AuthRoute): Promise<void> {
  const { nextauth } = await params;
  if (nextauth[0] !== 'signout') return;
  throw new AppError('not-found', 'Sign out by POST /api/portal/account/sign-out.');
}

/** next-auth takes an address to go on to that is none for a fault of its configuration: 500. */
function assertAddresses({ nextUrl, cookies }: NextRequest): void {
  const given = [
    nextUrl.searchParams.get('callbackUrl'),
    ...cookies.getAll().flatMap(({ name, value }) => (name.endsWith('callback-url') ? value : [])),
  ];
  for (const address of given) {
    if (!address || /^https?:$/.test(URL.parse(address, nextUrl.origin)?.protocol ?? '')) continue;
    throw new AppError('invalid-input', 'The address to go on to after sign-in is none.');
  }
}

async function withReadBody(request: NextRequest): Promise<NextRequest> {
  const { url, method, headers, body } = request;
  if (method !== 'POST') return request;
  const call = { header: (name: string) => headers.get(name), body: body ?? noBody() };
  return new NextRequest(url, {
    method,
    headers,
    body: await textBody(call, MAX_BODY_BYTES),
  });
}

export { handle as GET, handle as POST };
