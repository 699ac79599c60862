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
