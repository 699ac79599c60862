import { useTranslations } from 'next-intl';
import { ReleaseTarget } from '../../contract/releases.ts';
import { useDevices } from '../devices/use-devices.ts';
import { useTeams } from '../teams/use-teams.ts';

/** A team or device as one text, which is what a select holds. */
export function targetValue({ scope, id }: ReleaseTarget): string {
  return `${scope}:${id}`;
}

export function targetsOf(values: readonly string[]): ReleaseTarget[] {
  return values.map((value) => {
    const [scope, id] = value.split(':');
    return ReleaseTarget.parse({ scope, id });
  });
}

/** All teams, and the devices that the list has shown, with those that are chosen already. */
export function useTargetChoices(chosen: readonly (ReleaseTarget & { readonly name: string })[]) {
  const t = useTranslations('releases');
  const teams = useTeams().data?.items ?? [];
  const devices = useDevices().data?.pages.flatMap((page) => page.items) ?? [];
  const items = {
    team: teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })),
    device: devices.map(({ id, hostname, employee }) => ({
      value: `device:${id}`,
      label: `${hostname} · ${employee.name}`,
    })),
  };
  return (['team', 'device'] as const).map((scope) => ({
    group: t(`targetGroups.${scope}`),
    items: [...items[scope], ...missing(scope)],
  }));

  function missing(scope: ReleaseTarget['scope']) {
    const known = new Set(items[scope].map(({ value }) => value));
    return chosen
      .filter((target) => target.scope === scope && !known.has(targetValue(target)))
      .map((target) => ({ value: targetValue(target), label: target.name }));
  }
}
