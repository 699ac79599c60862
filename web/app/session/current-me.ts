import { headers } from 'next/headers';
import { cache } from 'react';
import type { Me } from '../../contract/session.ts';
import { rightsOf } from '../../server/auth/rights.ts';
import { signedInUser } from '../../server/auth/signed-in-user.ts';

/** Who is signed in, or null; read once a request, however many layouts and pages ask. */
export const currentMe = cache(async (): Promise<Me | null> => {
  const user = await signedInUser((await headers()).get('cookie'));
  if (user === null) return null;
  const { id, name, email, roles } = user;
  return { id, name, email, roles: [...roles], rights: [...rightsOf(roles)] };
});
