import { type DeviceHealth, deviceHealth } from '@workcompanion/core/fleet/device-health';
import type { DeviceRow } from '@workcompanion/db/queries/select-devices';
import type { gaps } from '@workcompanion/db/schema/spans';
import type { PersonNow, Presence } from '../../contract/home.ts';

type Gap = Pick<typeof gaps.$inferSelect, 'deviceId' | 'cause' | 'note' | 'startsAt'>;
type Standing = Pick<PersonNow, 'presence' | 'cause' | 'note' | 'since'> & {
  readonly presence: Presence;
};

interface Known {
  /** Those of one person that are in use. */
  readonly devices: readonly DeviceRow[];
  /** Those of any device that have not ended and mean all displays. */
  readonly openGaps: readonly Gap[];
  readonly now: number;
}

/** What a person's computers do; of several, the one that somebody should look at first. */
export function decidePresence({ devices, openGaps, now }: Known): Standing {
  const all = devices.map((device) => {
    const gap = openGaps.find(({ deviceId }) => deviceId === device.id) ?? null;
    return standingOf(device, { gap, health: deviceHealth(device, now) });
  });
  const found = IN_ORDER.flatMap((presence) => all.filter((one) => one.presence === presence));
  return found[0] ?? { presence: 'offline', cause: null, note: null, since: null };
}

const IN_ORDER = [
  'help',
  'recording',
  'paused',
  'absent',
  'offline',
] as const satisfies readonly Presence[];

interface Signs {
  readonly gap: Gap | null;
  readonly health: DeviceHealth;
}

function standingOf({ lastFrameAt, lastSeenAt }: DeviceRow, { gap, health }: Signs): Standing {
  const about = { cause: gap?.cause ?? null, note: gap?.note ?? null };
  switch (health) {
    case 'attention':
      return { presence: 'help', cause: null, note: null, since: lastFrameAt };
    case 'live':
    case 'behind':
      return { presence: 'recording', cause: null, note: null, since: null };
    case 'paused':
      return { presence: 'paused', ...about, since: gap?.startsAt ?? lastFrameAt };
    case 'idle':
      return { presence: 'absent', ...about, since: gap?.startsAt ?? lastFrameAt };
    default:
      // A computer that was locked, or put to sleep, said so before it fell silent.
      return gap === null
        ? { presence: 'offline', ...about, since: lastSeenAt }
        : { presence: 'absent', ...about, since: gap.startsAt };
  }
}
