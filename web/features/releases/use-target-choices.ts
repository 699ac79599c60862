import { useTranslations } from 'next-intl';
import { ReleaseTarget } from '../../contract/releases.ts';
import { useDeviceChoices } from '../devices/use-device-choices.ts';
import { useTeams } from '../teams/use-teams.ts';

/** A team or device as one text, which is what a select holds. */
export function targetValue({ scope, id }: ReleaseTarget): string {
  return `${scope}:${id}`;
}

function targetOf(value: string): ReleaseTarget {
  const [scope, id] = value.split(':');
  return ReleaseTarget.parse({ scope, id });
}

export type NamedTarget = ReleaseTarget & { readonly name: string };

/** All teams, and the devices that a search finds, with those that are chosen already. */
export function useTargetChoices(chosen: readonly NamedTarget[]) {
  const t = useTranslations('releases');
  const teams = useTeams().data?.items ?? [];
  const { choices: devices, onSearch } = useDeviceChoices();
  const items = {
    team: teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
    device: devices.map(({ value, label }) => ({ value: `device:${value}`, label })),
  };
  const groups = (['team', 'device'] as const).map((scope) => ({
    group: t(`targetGroups.${scope}`),
    items: [...items[scope], ...missing(scope)],
  }));
  const named = (value: string): NamedTarget => {
    const choice = groups.flatMap((group) => group.items).find((item) => item.value === value);
    return { ...targetOf(value), name: choice?.label ?? value };
  };
  return { groups, onSearch, named };

  function missing(scope: ReleaseTarget['scope']) {
    const known = new Set(items[scope].map(({ value }) => value));
    return chosen
      .filter((target) => target.scope === scope && !known.has(targetValue(target)))
      .map((target) => ({ value: targetValue(target), label: target.name }));
  }
}
