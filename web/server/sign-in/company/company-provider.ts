import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import type { CompanySignIn } from './company-sign-in.ts';

/** The provider's id in our addresses: /api/auth/callback/company. */
export const COMPANY = 'company';

/** OpenID Connect Core, 5.1, as far as it is used. Other claims stay: one may name roles. */
export const CompanyClaims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.email().max(200).optional(),
  /** Some providers write it as a text. */
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  /** RFC 8176, and OpenID Connect Core, 2: how it made sure who it is. */
  amr: z.array(z.string()).optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});
export type CompanyClaims = z.infer<typeof CompanyClaims>;

/** With the authorisation code, PKCE, state and nonce. */
export function companyProvider(company: CompanySignIn): OAuthConfig<CompanyClaims> {
  const { issuer, clientId, clientSecret, name } = company;
  return {
    id: COMPANY,
    name,
    type: 'oauth',
    issuer,
    clientId,
    clientSecret,
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    profile: (claims) => ({ id: claims.sub, name: claims.name ?? null }),
  };
}
