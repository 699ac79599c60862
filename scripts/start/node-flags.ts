/**
 * Without these, Node 24 does a full garbage collection for every 40 MB of bodies that pass, which
 * costs up to ten times the CPU (nodejs/node #61967, #63863). Node 22 knows only the second.
 */
export function serverFlags(nodeMajor: number): string[] {
  return [
    ...(nodeMajor >= 24 ? ['--external-memory-accounted-in-global-limit'] : []),
    '--initial-old-space-size=256',
  ];
}

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
