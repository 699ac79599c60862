import type { Env } from '../../../env.ts';
import type { CompanySignIn } from './company-sign-in.ts';

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
