/**
 * A small nursery (MiB): linking the modules of drizzle makes 150 MB of garbage, which a larger one
 * would promote and keep; and uploads make short-lived objects only. The other flag is explained in
 * `serverFlags`.
 */
export function workerFlags(nodeMajor: number): string[] {
  return [
    ...(nodeMajor >= 24 ? ['--external-memory-accounted-in-global-limit'] : []),
    '--max-semi-space-size=1',
  ];
}
