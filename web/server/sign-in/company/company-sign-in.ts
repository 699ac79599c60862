import type { Env } from '../../../env.ts';
import { sharedContext } from '../../shared-context.ts';

/** The company's OpenID provider, by whom people may sign in instead of by a password. */
export interface CompanySignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the button says it. */
  readonly name: string;
  /** The claim that names people's roles; null: roles are given in the portal. */
  readonly rolesClaim: string | null;
  /** `auto`: whoever the provider lets in gets an account; `invited`: only who has one. */
  readonly provision: 'invited' | 'auto';
  /** Its addresses are its own to give: they count also where it does not say `email_verified`. */
  readonly vouchesForEmail: boolean;
  /** Values of `amr` or `acr` by which it says that it asked for a second factor. */
  readonly secondFactorClaims: readonly string[];
}

/** How the sign-in page calls the company's provider; null when there is none. */
export async function companyName(): Promise<string | null> {
  return (await sharedContext()).config.company?.name ?? null;
}

/** Null without an issuer. Throws when the settings are not whole. */
export function companyOfEnv(env: Env): CompanySignIn | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (issuer === undefined) return null;
  if (clientId === undefined || clientSecret === undefined) {
    throw new Error('OIDC_ISSUER is set: OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be too.');
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME,
    rolesClaim: env.OIDC_ROLES_CLAIM ?? null,
    provision: env.OIDC_PROVISION,
    vouchesForEmail: env.OIDC_EMAILS_VOUCHED,
    secondFactorClaims: env.OIDC_SECOND_FACTOR,
  };
}
