import { headers } from 'next/headers';
import { cache } from 'react';
import { pageContext } from '../../server/auth/page-context.ts';
import type { UserContext } from '../../server/auth/user-context.ts';

/** As whom the page's verbs act, or null; read once a request, however many layouts and pages ask. */
export const currentContext = cache(
  async (): Promise<UserContext | null> => pageContext((await headers()).get('cookie')),
);
