import type { MasterKeyState } from '../assert-usable.ts';
import { connect, type DatabaseConnection, type Db } from '../client.ts';
import type { SchemaState } from '../queries/read-schema-state.ts';
import type { StoreMarkers } from '../stores/open-markers.ts';
import {
  type AuditCopyPart,
  type ClockPart,
  type DatabasePart,
  lookAtAuditCopy,
  lookAtClock,
  lookAtDatabase,
  lookAtMasterKey,
  lookAtRuns,
  lookAtSchema,
  lookAtWorkers,
  type WorkersPart,
} from './look-at-database.ts';
import { type HotPart, lookAtHot, lookAtStore } from './look-at-hot.ts';
import { lookAtRole, type RolePart } from './look-at-role.ts';

/** What was asked and gave no answer in time is told as such, and never as well. */
const NOT_LOOKED_AT = { state: 'not-looked-at' } as const;
type NotLookedAt = typeof NOT_LOOKED_AT;
type StorePart = Awaited<ReturnType<typeof lookAtStore>>;

export interface ReadinessParts {
  /** `draining`: this process was asked to stop, and takes no new work. */
  readonly node: { readonly state: 'ok' | 'draining' };
  readonly database: DatabasePart;
  /** As what we connect to the database. */
  readonly role: RolePart | NotLookedAt;
  readonly schema: { readonly state: SchemaState['state'] } | NotLookedAt;
  /** Whether our master key is the one of the database. */
  readonly masterKey: { readonly state: MasterKeyState } | NotLookedAt;
  readonly hot: HotPart | NotLookedAt;
  readonly archive: StorePart | { readonly state: 'off' | 'out-of-reach' } | NotLookedAt;
  readonly thumbnails: StorePart;
  readonly evidencePackages: StorePart;
  readonly workers: WorkersPart | NotLookedAt;
  readonly clock: ClockPart | NotLookedAt;
  readonly auditCopy: AuditCopyPart | { readonly state: 'off' } | NotLookedAt;
}

export interface Readiness {
  /** `not-ready`: this node can do nothing for a request. `degraded`: something is not as it should be. */
  readonly status: 'ready' | 'degraded' | 'not-ready';
  readonly parts: ReadinessParts;
}

export interface ReadinessContext {
  /** A connection that others do not hold: they may all be waiting. */
  readonly db: Db;
  readonly masterKey: Buffer;
  /** This process was asked to stop. */
  readonly isDraining: () => boolean;
  readonly markers: StoreMarkers;
  /** False where the archive is switched off. */
  readonly hasArchive: boolean;
  /** Null: the hot store is a bucket, and has no disk here. */
  readonly hotDir: string | null;
  readonly minimumFreeBytes: number;
  /** Where PostgreSQL's data lies, if on a disk of this machine. */
  readonly databaseDir: string | null;
  /** The audit log is copied to somebody else; it is not unless said otherwise. */
  readonly hasAuditCopy?: boolean;
  /** The database has just refused to write for want of room. */
  readonly isDatabaseFull: () => boolean;
  readonly now: () => number;
}

/** Each part; all are looked at together. A probe gives up after two seconds. */
const PART_MS = 1_500;
/** Whoever may ask may ask often. */
const LOOK_LASTS_MS = 1_000;

/**
 * What changes seldom, and would cost PostgreSQL more than uploads do when each of many nodes is asked each
 * second. It is told from memory for so long, unless it is a reason to look again.
 */
const SELDOM_LASTS_MS = 15_000;
const SELDOM: ReadonlySet<string> = new Set<keyof ReadinessParts>([
  'role',
  'schema',
  'masterKey',
  'archive',
  'workers',
  'clock',
  'auditCopy',
]);
const LASTING: ReadonlySet<string> = new Set(['ok', 'off', 'restricted', 'owner', 'superuser']);

type Part = ReadinessParts[keyof ReadinessParts];
type Memory = Map<string, { readonly part: Part; readonly at: number }>;

/** Returns the look, which may be asked as often as one likes. It never rejects. */
export function readinessLook(ctx: ReadinessContext): () => Promise<Readiness> {
  const memory: Memory = new Map();
  let last: Promise<Readiness> | null = null;
  let lookedAt = 0;
  return async () => {
    const now = performance.now();
    if (last === null || now - lookedAt > LOOK_LASTS_MS) {
      lookedAt = now;
      last = look(ctx, memory);
    }
    const found = await last;
    if (!ctx.isDraining()) return found;
    return { status: 'not-ready', parts: { ...found.parts, node: { state: 'draining' } } };
  };
}

type Probes = { readonly [Part in keyof ReadinessParts]: () => Promise<ReadinessParts[Part]> };

/** How each part is looked at, and what is said of it when that gives no answer in time. */
function probesOf(ctx: ReadinessContext): Probes {
  const { db, markers, databaseDir, hotDir, minimumFreeBytes } = ctx;
  const silent = { state: 'silent', freeBytes: null } as const;
  const isFull = ctx.isDatabaseFull();
  const orNot =
    <T>(act: () => Promise<T>) =>
    () =>
      within<T | NotLookedAt>(act, NOT_LOOKED_AT);
  return {
    node: async () => ({ state: 'ok' }),
    database: () => within<DatabasePart>(() => lookAtDatabase(db, { databaseDir, isFull }), silent),
    role: orNot(() => lookAtRole(db)),
    schema: orNot(() => lookAtSchema(db)),
    masterKey: orNot(() => lookAtMasterKey(db, ctx.masterKey)),
    hot: orNot(() => lookAtHot(markers.hot, { hotDir, minimumFreeBytes })),
    archive: orNot(() => lookAtArchive(ctx)),
    thumbnails: orNot(() => lookAtStore(markers.thumbnails)),
    evidencePackages: orNot(() => lookAtStore(markers['evidence-packages'])),
    workers: orNot(() => lookAtWorkers(db, ctx.now())),
    clock: orNot(() => lookAtClock(db)),
    auditCopy: orNot(async () =>
      ctx.hasAuditCopy ? lookAtAuditCopy(db, ctx.now()) : { state: 'off' as const },
    ),
  };
}

/** Safe: each part is what its own probe has found. */
async function allOf(probes: Probes, memory: Memory): Promise<ReadinessParts> {
  const asked = Object.entries(probes).map(async ([name, probe]) => [
    name,
    SELDOM.has(name) ? await remembered(memory, name, probe) : await probe(),
  ]);
  return Object.fromEntries(await Promise.all(asked)) as ReadinessParts;
}

async function remembered(memory: Memory, name: string, probe: () => Promise<Part>): Promise<Part> {
  const now = performance.now();
  const known = memory.get(name);
  if (known !== undefined && now - known.at < SELDOM_LASTS_MS) return known.part;
  const part = await probe();
  if (LASTING.has(part.state)) memory.set(name, { part, at: now });
  return part;
}

async function look(ctx: ReadinessContext, memory: Memory): Promise<Readiness> {
  const found = await allOf(probesOf(ctx), memory);
  const parts = found.database.state === 'silent' ? forget(found, memory) : found;
  return { status: statusOf(parts), parts };
}

/** Where a database does not answer, nothing is told from memory. */
function forget(parts: ReadinessParts, memory: Memory): ReadinessParts {
  const forgotten = [...memory.keys()].map((name) => [name, NOT_LOOKED_AT]);
  memory.clear();
  return { ...parts, ...Object.fromEntries(forgotten) };
}

async function lookAtArchive(ctx: ReadinessContext): Promise<ReadinessParts['archive']> {
  if (!ctx.hasArchive) return { state: 'off' };
  if (ctx.markers.archive === null) return lookAtRuns(ctx.db, ctx.now());
  return lookAtStore(ctx.markers.archive);
}

/**
 * States of the hot store that a node shares with all others: another one could do no better, so that
 * none is taken out of service. Uploads are answered with the reason by themselves.
 */
const SHARED_TROUBLE: ReadonlySet<string> = new Set(['full', 'not-looked-at']);

/**
 * Not ready means that another node could do what this one can't. An archive that is off, or was not
 * asked, is no fault.
 */
export function statusOf(parts: ReadinessParts): Readiness['status'] {
  const { database, role, schema, masterKey, hot, archive, auditCopy } = parts;
  const isSchemaFit = schema.state === 'ok' || schema.state === 'expanded';
  const isHotFit = hot.state === 'ok' || SHARED_TROUBLE.has(hot.state);
  if (!isSchemaFit || !isHotFit || [database, masterKey].some(({ state }) => state !== 'ok')) {
    return 'not-ready';
  }
  const isArchiveWell = ['ok', 'off', 'not-looked-at'].includes(archive.state);
  const { thumbnails, evidencePackages, workers, clock } = parts;
  const others = [schema, hot, thumbnails, evidencePackages, workers, clock];
  const areOthersWell = others.every(({ state }) => state === 'ok');
  const isRecordSafe = role.state === 'restricted' && ['ok', 'off'].includes(auditCopy.state);
  return isArchiveWell && areOthersWell && isRecordSafe ? 'ready' : 'degraded';
}

async function within<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
  const late = Promise.withResolvers<T>();
  const timer = setTimeout(() => late.resolve(otherwise), PART_MS);
  try {
    return await Promise.race([act().catch(() => otherwise), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** For looks at the database's health alone: those of the pool may all be waiting. */
export function connectProbe(databaseUrl: string, applicationName: string): DatabaseConnection {
  return connect(databaseUrl, {
    max: 2,
    connectTimeoutMs: 1_500,
    statementTimeoutMs: 1_000,
    applicationName,
  });
}
