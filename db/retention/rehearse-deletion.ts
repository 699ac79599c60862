import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db } from '../client.ts';
import { addAmounts, amountsOf, NOTHING } from './amounts-of.ts';
import { type DeviceDeletionDecision, decideForDevices } from './decide-for-devices.ts';
import { devicePages, type OwnedDevice } from './device-pages.ts';
import type { PersonShare, RetentionRehearsal } from './rehearsal.ts';
import { type RulesInForce, ruleOf, rulesInForce } from './rules-in-force.ts';

/** So many people are told by name. */
const MAX_SHARES = 100;
export interface RehearsalWish {
  readonly at: UtcMicros;
  readonly dueBy: UtcMicros;
  /** As if this were in force; then only those it is for are looked at. */
  readonly candidate?: { readonly teamId: TeamId | null; readonly days: number | null };
}

/** The decision of a deletion at `dueBy`, with the very code that deletes; nothing is changed. */
export async function rehearseDeletion(db: Db, wish: RehearsalWish): Promise<RetentionRehearsal> {
  const { at, dueBy, candidate } = wish;
  const inForce: RulesInForce<{ readonly days: number | null }> = await rulesInForce(db);
  const rules = candidate ? new Map([...inForce, [candidate.teamId, candidate]]) : inForce;
  const concerns = ({ teamId }: OwnedDevice) =>
    candidate === undefined || ruleOf(rules, teamId) === candidate;
  const shares = new Map<PersonId, PersonShare>();
  for await (const page of devicePages(db)) {
    const devices = page.filter(concerns);
    const decisions = await decideForDevices(db, { devices, rules, now: dueBy });
    for (const share of await sharesOf(db, decisions)) {
      const known = shares.get(share.personId);
      shares.set(share.personId, known ? addShares(known, share) : share);
    }
  }
  return { at, dueBy, ...summary([...shares.values()]) };
}

async function sharesOf(
  db: Db,
  decisions: readonly DeviceDeletionDecision<unknown>[],
): Promise<PersonShare[]> {
  const goes = await amountsOf(
    db,
    decisions.map(({ device, destroy }) => ({ device, keys: destroy })),
  );
  const held = await amountsOf(
    db,
    decisions.map((decision) => ({ device: decision.device, keys: decision.held })),
  );
  return decisions.map(({ device, destroy }, index) => ({
    personId: device.personId,
    name: device.name,
    teamId: device.teamId,
    goes: goes[index] ?? NOTHING,
    held: held[index] ?? NOTHING,
    from: destroy.length > 0 ? Math.min(...destroy.map((key) => key.windowFrom)) : null,
    to: destroy.length > 0 ? Math.max(...destroy.map((key) => key.windowTo)) : null,
  }));
}

function addShares(a: PersonShare, b: PersonShare): PersonShare {
  return {
    ...a,
    goes: addAmounts(a.goes, b.goes),
    held: addAmounts(a.held, b.held),
    from: a.from === null || b.from === null ? (a.from ?? b.from) : Math.min(a.from, b.from),
    to: a.to === null || b.to === null ? (a.to ?? b.to) : Math.max(a.to, b.to),
  };
}

function summary(shares: readonly PersonShare[]): Omit<RetentionRehearsal, 'at' | 'dueBy'> {
  return {
    goes: shares.map(({ goes }) => goes).reduce(addAmounts, NOTHING),
    held: shares.map(({ held }) => held).reduce(addAmounts, NOTHING),
    people: shares.filter(({ goes }) => goes.keys > 0).length,
    heldPeople: shares.filter(({ held }) => held.keys > 0).length,
    shares: shares
      .toSorted((a, b) => b.goes.bytes - a.goes.bytes || b.held.bytes - a.held.bytes)
      .slice(0, MAX_SHARES),
  };
}
