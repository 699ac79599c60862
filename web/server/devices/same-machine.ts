import type { HostFacts } from '@workcompanion/core/protocol/statement';

type Machine = Pick<HostFacts, 'hostname' | 'macAddresses' | 'serialNumber'>;

/** What firmware says where nobody has written a number. */
const NO_SERIAL = /^(?:0+|none|default string|system serial number|to be filled by o\.?e\.?m\.?)$/i;

/**
 * Whether two enrolments look like one machine: the same serial number; where either has none, the
 * same name and no contradiction by the network cards. A guess, for a person to confirm.
 */
export function isSameMachine(left: Machine, right: Machine): boolean {
  const [serial, other] = [serialOf(left), serialOf(right)];
  if (serial !== null && other !== null) return serial === other;
  if (left.hostname.toLowerCase() !== right.hostname.toLowerCase()) return false;
  const cards = new Set(left.macAddresses.map((mac) => mac.toLowerCase()));
  return (
    cards.size === 0 ||
    right.macAddresses.length === 0 ||
    right.macAddresses.some((mac) => cards.has(mac.toLowerCase()))
  );
}

function serialOf({ serialNumber }: Machine): string | null {
  const serial = serialNumber?.trim() ?? '';
  return serial === '' || NO_SERIAL.test(serial) ? null : serial;
}
