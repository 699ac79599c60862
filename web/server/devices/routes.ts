import { DEVICE_ROUTES } from '../../contract/devices.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { decideDevice } from './decide-device.ts';
import { retireDevice, revokeDevice } from './end-device.ts';
import { listDevices } from './list-devices.ts';
import { listWaitingDevices } from './list-waiting-devices.ts';
import { mergeDevices } from './merge-devices.ts';
import { readDeviceJournal } from './read-device-journal.ts';
import { reinstateDevice } from './reinstate-device.ts';

export const deviceRoutes: readonly BoundRoute[] = [
  bind(DEVICE_ROUTES.readDeviceJournal, asUser, readDeviceJournal),
  bind(DEVICE_ROUTES.retireDevice, asUser, retireDevice),
  bind(DEVICE_ROUTES.reinstateDevice, asUser, reinstateDevice),
  bind(DEVICE_ROUTES.revokeDevice, asUser, revokeDevice),
  bind(DEVICE_ROUTES.decideDevice, asUser, decideDevice),
  bind(DEVICE_ROUTES.mergeDevices, asUser, mergeDevices),
  bind(DEVICE_ROUTES.listDevices, asUser, listDevices),
  bind(DEVICE_ROUTES.listWaitingDevices, asUser, listWaitingDevices),
];
