import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DEVICE_ROUTES, DeviceSort } from '../../../contract/devices.ts';
import { DevicesView } from '../../../features/devices/devices-view.tsx';
import { listDevices } from '../../../server/devices/list-devices.ts';
import { listWaitingDevices } from '../../../server/devices/list-waiting-devices.ts';
import { orderOf, type QueryProps, textOf } from '../../search-params.ts';
import { requireRight } from '../../session/require-me.ts';
import { pagesQuestion, question, WithAnswers } from '../../session/with-answers.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('devices'))('title') };
}

export default async function DevicesPage({ searchParams }: QueryProps) {
  await requireRight('/devices', 'devices');
  const params = await searchParams;
  const asked = {
    q: textOf(params['q']),
    health: textOf(params['health']),
    sort: orderOf(DeviceSort, params['sort'], '-enrolled'),
    retired: textOf(params['retired']) === 'with' ? ('with' as const) : null,
  };
  const questions = [
    pagesQuestion(DEVICE_ROUTES.listDevices, asked, listDevices),
    question(DEVICE_ROUTES.listWaitingDevices, undefined, listWaitingDevices),
  ];
  return (
    <WithAnswers questions={textOf(params['tab']) === 'tokens' ? [] : questions}>
      <DevicesView />
    </WithAnswers>
  );
}
