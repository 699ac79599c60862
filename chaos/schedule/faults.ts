import type { ChaosStage } from '../stage/stage.ts';
import { fillDisk, freeze, type Inflict, kill, killPostgres, pause, restart } from './inflict.ts';

export interface Fault {
  readonly name: string;
  /** How many of it are in each round of faults. */
  readonly share: number;
  /** Shortest and longest, ms. */
  readonly lastsMs: readonly [number, number];
  readonly needsSmallDisks?: boolean;
  readonly inflict: Inflict;
}

const STALL_MS = [3_000, 20_000] as const;
const AWAY_MS = [200, 2_000] as const;
const PAUSE_MS = [3_000, 12_000] as const;
const CUT_MS = [500, 15_000] as const;
/** Below what the policy leaves to others, and above nothing. */
const NEARLY_FULL_BYTES = 4 * 1024 * 1024;

const recorders = (stage: ChaosStage) => stage.recorders.map(({ process }) => process);
const recorderDisks = (stage: ChaosStage) => stage.recorders.map(({ disk }) => disk);
const portals = ({ server }: ChaosStage) => server.portals.filter(({ lives }) => lives.length > 0);
const workers = ({ server }: ChaosStage) => server.workers.filter(({ lives }) => lives.length > 0);
const databaseLine = ({ server }: ChaosStage) => [server.databaseLine];
const network = ({ server }: ChaosStage) => [server.network];
const archive = ({ server }: ChaosStage) => [server.archive.process];
const hotDisk = ({ server }: ChaosStage) => [server.hotDisk];

/** All that can go wrong in a run. The archive's bad answers come on top, all the time. */
export const FAULTS: readonly Fault[] = [
  { name: 'recorder killed', share: 5, lastsMs: AWAY_MS, inflict: kill(recorders) },
  { name: 'recorder restarted', share: 1, lastsMs: AWAY_MS, inflict: restart(recorders) },
  { name: 'recorder paused', share: 1, lastsMs: PAUSE_MS, inflict: pause },
  {
    name: 'recorder disk full',
    share: 1,
    lastsMs: STALL_MS,
    needsSmallDisks: true,
    inflict: fillDisk(recorderDisks, 0),
  },
  {
    name: 'recorder disk nearly full',
    share: 1,
    lastsMs: STALL_MS,
    needsSmallDisks: true,
    inflict: fillDisk(recorderDisks, NEARLY_FULL_BYTES),
  },
  { name: 'portal killed', share: 3, lastsMs: AWAY_MS, inflict: kill(portals) },
  { name: 'portal restarted', share: 1, lastsMs: AWAY_MS, inflict: restart(portals) },
  { name: 'portal frozen', share: 1, lastsMs: STALL_MS, inflict: freeze(portals) },
  { name: 'workers killed', share: 3, lastsMs: AWAY_MS, inflict: kill(workers) },
  { name: 'workers frozen', share: 1, lastsMs: STALL_MS, inflict: freeze(workers) },
  { name: 'PostgreSQL killed', share: 2, lastsMs: AWAY_MS, inflict: killPostgres },
  { name: 'database silent', share: 2, lastsMs: STALL_MS, inflict: freeze(databaseLine) },
  { name: 'database line cut', share: 1, lastsMs: AWAY_MS, inflict: kill(databaseLine) },
  { name: 'network silent', share: 1, lastsMs: STALL_MS, inflict: freeze(network) },
  { name: 'network cut', share: 2, lastsMs: CUT_MS, inflict: kill(network) },
  { name: 'archive silent', share: 1, lastsMs: STALL_MS, inflict: freeze(archive) },
  {
    name: 'hot disk full',
    share: 1,
    lastsMs: STALL_MS,
    needsSmallDisks: true,
    inflict: fillDisk(hotDisk, 0),
  },
];
