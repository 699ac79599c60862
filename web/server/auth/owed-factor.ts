/** What a session must do before all else: show the second factor, or set one up. */
export type OwedFactor = 'code' | 'set-up';

interface FactorFacts {
  readonly hasFactor: boolean;
  /** In this session, here or at the company's provider. */
  readonly hasShown: boolean;
  readonly mustHave: boolean;
}

export function owedFactor({ hasFactor, hasShown, mustHave }: FactorFacts): OwedFactor | null {
  if (hasShown) return null;
  if (hasFactor) return 'code';
  return mustHave ? 'set-up' : null;
}
