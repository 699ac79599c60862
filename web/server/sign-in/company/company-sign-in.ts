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
