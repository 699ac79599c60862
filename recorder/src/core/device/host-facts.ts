import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces, platform, release, uptime, userInfo } from 'node:os';
import type { HostFacts } from '@workcompanion/core/protocol/host-facts';
import { RECORDER_VERSION } from '../version.ts';

/** The serial number of the board, where firmware tells it; on Linux only root can read it. */
const SERIAL_FILES = ['/sys/class/dmi/id/product_serial', '/sys/class/dmi/id/board_serial'];
const NO_MAC = '00:00:00:00:00:00';

/** Reads the facts of this machine that each recording begins with. */
export async function readHostFacts(): Promise<HostFacts> {
  const addresses = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => !entry.internal);
  return {
    hostname: hostname().slice(0, 255),
    userName: userInfo().username.slice(0, 255),
    macAddresses: distinct(addresses.map(({ mac }) => mac).filter((mac) => mac !== NO_MAC)),
    ipAddresses: distinct(addresses.map(({ address }) => address)),
    serialNumber: await readSerial(),
    platform: `${platform()} ${release()}`.slice(0, 64),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    recorderVersion: RECORDER_VERSION,
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].slice(0, 32);
}

async function readSerial(): Promise<string | null> {
  for (const path of SERIAL_FILES) {
    const serial = await readFile(path, 'utf8').catch(() => '');
    if (serial.trim() !== '') return serial.trim().slice(0, 128);
  }
  return null;
}

const LINUX = '/proc/sys/kernel/random/boot_id';
/** Two readings within one boot differ by less than a minute, by corrections of the clock. */
const MINUTE_MS = 60_000;

/** Names the machine's current boot, so that a crash of the machine differs from one of the recorder. */
export async function readBootId(): Promise<string> {
  try {
    return (await readFile(LINUX, 'utf8')).trim();
  } catch {
    return `since-minute-${Math.round((Date.now() - uptime() * 1000) / MINUTE_MS)}`;
  }
}
