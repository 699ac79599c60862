import { useTranslations } from 'next-intl';
import type { Fact } from '../../components/fact-list.tsx';
import type { DeviceEnrolment } from '../../contract/devices.ts';

/** Where a device came from: what an administrator judges its claim by. */
export function useEnrolmentFacts(enrolment: DeviceEnrolment): Fact[] {
  const t = useTranslations('devices.enrolment');
  const { userName, serialNumber, address, tokenLabel, wasApproved } = enrolment;
  const facts = [
    { label: t('login'), value: userName },
    { label: t('serial'), value: serialNumber },
    { label: t('address'), value: address },
    { label: t('token'), value: tokenLabel },
    { label: t('approval'), value: wasApproved ? t('wasApproved') : null },
  ];
  return facts.filter(({ value }) => value !== null && value !== '');
}
