import type { Role } from '@workcompanion/core/access';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { ControlAnswer, Gain } from '../../contract/control.ts';
import { ChangeWatchingSettings, WatchingSettings } from '../../contract/watching.ts';
import { assertRight } from '../auth/assert-right.ts';
import { readWatchingSettings, writeWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { askOrApply } from '../control/ask-or-apply.ts';
import type { ControlledChange } from '../control/controlled-change.ts';

export const CHANGE_WATCHING_SETTINGS: ControlledChange<ChangeWatchingSettings, null> = {
  kind: 'watching-settings',
  wish: ChangeWatchingSettings,
  right: 'policy',
  async judge(tx, _ctx, wish) {
    const before = await readWatchingSettings(tx);
    const after = WatchingSettings.parse(wish);
    const loosened = loosenedRules(before, after);
    return {
      gains: loosened.map(({ gain }) => gain),
      favoured: { users: [], roles: [...new Set(loosened.flatMap(({ roles }) => roles))] },
      subject: 'settings:watching',
      facts: { before, after },
      state: { before },
    };
  },
  async apply(tx, ctx, wish, agreement) {
    const at = ctx.now();
    const after = WatchingSettings.parse(wish);
    const before = await readWatchingSettings(tx);
    await writeWatchingSettings(tx, after, { at, by: ctx.user.id });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'watching.changed',
      entityType: 'settings',
      entityId: 'watching',
      before,
      after,
      details: agreement,
    });
    return null;
  },
};

/** Who is asked why they watch, from now on. */
export function changeWatchingSettings(
  ctx: UserContext,
  wish: ChangeWatchingSettings,
): Promise<ControlAnswer<null>> {
  return askOrApply(ctx, CHANGE_WATCHING_SETTINGS, wish);
}

interface LoosenedRule {
  readonly gain: Gain;
  /** For whom it is looser. */
  readonly roles: readonly Role[];
}

function loosenedRules(before: WatchingSettings, after: WatchingSettings): LoosenedRule[] {
  const exempt = after.exemptRoles.filter((role) => !before.exemptRoles.includes(role));
  const rules: (LoosenedRule | false)[] = [
    exempt.length > 0 && { gain: 'less-asked', roles: exempt },
    before.wordsRequired &&
      !after.wordsRequired && { gain: 'asked-no-words', roles: ['compliance', 'manager'] },
    after.purposeHours > before.purposeHours && {
      gain: 'asked-rarely',
      roles: ['compliance', 'manager'],
    },
    after.delayMinutes < before.delayMinutes && { gain: 'watches-sooner', roles: ['manager'] },
  ];
  return rules.filter((rule) => rule !== false);
}

export async function showWatchingSettings(ctx: UserContext): Promise<WatchingSettings> {
  assertRight(ctx.user, 'list');
  return readWatchingSettings(ctx.db);
}
