import type { Alert } from '@workcompanion/core/fleet/alerts';

/** What the database tells of the matters that alerts are about. */
export interface AlertFacts {
  /** Devices in use by what is wrong with them. */
  readonly attention: number;
  /**
   * Whose journals have holes though nothing waits, whose entries were refused as forged, or that keep
   * another history than this server.
   */
  readonly tampered: number;
  /** Null while no worker watches the disk. */
  readonly disk: { readonly level: number; readonly hoursLeft: number | null } | null;
  /** Why running archive runs stand still, if they do. */
  readonly archiveStopped: { readonly state: string; readonly code: string } | null;
  /** Recordings that only a person can get into the archive. */
  readonly quarantined: number;
  /** Open findings in the archive, and in journals and checkpoints. */
  readonly findings: number;
  readonly journalFindings: number;
  /** Versions that were paused by themselves, the latest first. */
  readonly pausedReleases: readonly string[];
}

export interface Condition {
  readonly alert: Alert;
  /** Grows with how bad it is. */
  readonly weight: number;
  /** For the receiver: counts and codes, never names. */
  readonly facts: Readonly<Record<string, number | string>>;
}

const LEVEL_NAMES = ['calm', 'early', 'full', 'refuse'] as const;

/** What is the matter now. */
export function decideAlerts(facts: AlertFacts): Condition[] {
  const { attention, disk, archiveStopped, quarantined, findings, pausedReleases } = facts;
  const tampering = facts.tampered + facts.journalFindings;
  const conditions: Condition[] = [
    { alert: 'fleet', weight: attention, facts: { devices: attention } },
    {
      alert: 'storage',
      weight: disk?.level ?? 0,
      facts: {
        level: LEVEL_NAMES[disk?.level ?? 0] ?? 'calm',
        ...(disk?.hoursLeft == null ? {} : { hoursLeft: Math.round(disk.hoursLeft) }),
      },
    },
    { alert: 'archive', weight: archiveStopped === null ? 0 : 1, facts: { ...archiveStopped } },
    { alert: 'quarantine', weight: quarantined, facts: { recordings: quarantined } },
    { alert: 'integrity', weight: findings, facts: { findings } },
    {
      alert: 'tampering',
      weight: tampering,
      facts: { devices: facts.tampered, journalFindings: facts.journalFindings },
    },
    {
      alert: 'release',
      weight: pausedReleases.length,
      facts: { releases: pausedReleases.length, versions: pausedReleases.join(', ') },
    },
  ];
  return conditions.filter(({ weight }) => weight > 0);
}
