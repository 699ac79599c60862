import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from '../../../../server/auth/auth-options.ts';
import { sharedContext } from '../../../../server/shared-context.ts';

interface AuthRoute {
  readonly params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, route: AuthRoute): Promise<Response> {
  return NextAuth(request, route, authOptions(await sharedContext()));
}

export { handle as GET, handle as POST };
