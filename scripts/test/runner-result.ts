/** What one runner counted. */
export interface RunnerResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, or passed only when it was run again: told once more at the end of a long output. */
  readonly remarks?: readonly string[];
}

export function addResults(results: readonly RunnerResult[]): Required<RunnerResult> {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skipped: results.reduce((sum, { skipped }) => sum + skipped, 0),
    remarks: results.flatMap(({ remarks }) => remarks ?? []),
  };
}
