import { type Finding, finding } from './finding.ts';
import type { BlurredRegion, Manifest, PackageSegment } from './manifest.ts';

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
      const regions = blurred.filter((each) => isOf(each, of));
      findings.push(...coveredTexts(regions, { device, display }));
      for (const one of regions.filter(({ isCovered }) => !isCovered)) {
        const about = { kind: 'stretch', device, display, from: one.from, to: one.to } as const;
        findings.push(finding('stretch-blurred', about, { reason: one.reason }));
      }
    }
  }
  return findings;
}

/** A text is covered at many places: they are told as one for each reason. */
function coveredTexts(
  regions: readonly BlurredRegion[],
  { device, display }: Pick<BlurredRegion, 'device' | 'display'>,
): Finding[] {
  const covered = regions.filter(({ isCovered }) => isCovered);
  return [...Map.groupBy(covered, ({ reason }) => reason)].map(([reason, own]) => {
    const from = Math.min(...own.map((one) => one.from));
    const to = Math.max(...own.map((one) => one.to));
    const about = { kind: 'stretch', device, display, from, to } as const;
    return finding('text-covered', about, { reason, count: own.length });
  });
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
