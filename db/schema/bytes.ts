import { customType } from 'drizzle-orm/pg-core';

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => 'bytea',
});

/** `bytea` spoken as lower-case hex, which is how statements carry digests and IVs. */
export const hexBytes = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (hex) => Buffer.from(hex, 'hex'),
  fromDriver: (value) => value.toString('hex'),
});

/** An unsigned 64-bit number (a CRC64), kept in a signed `bigint`, spoken as decimal digits. */
export const unsigned64 = customType<{ data: string; driverData: string }>({
  dataType: () => 'bigint',
  toDriver: (decimal) => BigInt.asIntN(64, BigInt(decimal)).toString(),
  fromDriver: (signed) => BigInt.asUintN(64, BigInt(signed)).toString(),
});
