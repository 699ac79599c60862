import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '../../../../server/auth/auth-options.ts';
import { sharedContext } from '../../../../server/shared-context.ts';

interface AuthRoute {
  readonly params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, route: AuthRoute): Promise<Response> {
  // As the entry of the process writes it: one address, forwarded ones only from trusted proxies.
  const address = request.headers.get('x-forwarded-for') ?? 'unknown';
  return NextAuth(request, route, authOptions(await sharedContext(), address));
}

export { handle as GET, handle as POST };
