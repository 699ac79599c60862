/** What one runner counted. */
export interface RunnerResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function addResults(results: readonly RunnerResult[]): RunnerResult {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    sum.passed += result.passed;
    sum.failed += result.failed;
    sum.skipped += result.skipped;
  }
  return sum;
}
