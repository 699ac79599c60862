import { PROMISES } from './check/finding.ts';
import type { ChaosResult } from './run-chaos.ts';

export interface ChaosTest {
  readonly name: string;
  readonly isKept: boolean;
}

/** What a run counts as tests: each promise, and for each breakage that the check sees it. */
export function testsOf({ verdict, proofs }: ChaosResult): ChaosTest[] {
  const broken = new Set<string>(verdict.findings.map(({ kind }) => kind));
  return [
    ...Object.entries(PROMISES).map(([kind, name]) => ({ name, isKept: !broken.has(kind) })),
    ...proofs.map(({ name, isSeen, problem }) => ({
      name: `the check sees: ${name}${problem === undefined ? '' : ` (${problem})`}`,
      isKept: isSeen,
    })),
  ];
}
