import { type Finding, finding } from './finding.ts';
import type { Manifest, PackageSegment } from './manifest.ts';

/**
 * Whether what is withheld is what the package says is withheld: no segment without a stretch that
 * names its reason, and no file of a stretch that was to be left out.
 */
export function checkRedaction(manifest: Manifest): Finding[] {
  const { withheld, blurred } = manifest.redaction;
  const findings: Finding[] = [];
  for (const segment of manifest.segments) {
    const isNamed = [...withheld, ...blurred].some((one) => isOf(one, segment));
    const about = {
      kind: 'stretch',
      device: segment.device,
      display: segment.display,
      from: segment.start,
      to: segment.start + segment.duration,
    } as const;
    if (segment.absent === 'withheld' && !isNamed)
      findings.push(finding('withheld-silently', about));
    if (segment.path !== null && isNamed) findings.push(finding('withheld-present', about));
  }
  for (const { device, displays } of manifest.devices) {
    for (const display of displays) {
      const of = { device, display, start: manifest.from, duration: manifest.to - manifest.from };
      for (const one of withheld.filter((each) => isOf(each, of))) {
        const about = { kind: 'stretch', device, display, from: one.from, to: one.to } as const;
        findings.push(finding('stretch-withheld', about, { reason: one.reason }));
      }
      for (const one of blurred.filter((each) => isOf(each, of))) {
        const about = { kind: 'stretch', device, display, from: one.from, to: one.to } as const;
        findings.push(finding('stretch-blurred', about, { reason: one.reason }));
      }
    }
  }
  return findings;
}

interface Stretch {
  readonly device: string | null;
  readonly display: string | null;
  readonly from: number;
  readonly to: number;
}

function isOf(
  stretch: Stretch,
  segment: Pick<PackageSegment, 'device' | 'display' | 'start' | 'duration'>,
): boolean {
  return (
    (stretch.device === null || stretch.device === segment.device) &&
    (stretch.display === null || stretch.display === segment.display) &&
    stretch.from < segment.start + segment.duration &&
    stretch.to > segment.start
  );
}
