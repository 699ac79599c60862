import type { DeviceId } from '@workcompanion/core/ids';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { ServerContext } from './context.ts';
import type { NearEntry } from './journal/find-receipt.ts';

/** The enrolled, unrevoked device that a request was proved to come from. */
export interface AuthenticatedDevice {
  readonly id: DeviceId;
  readonly publicKey: Ed25519Jwk;
  /** UTC µs. */
  readonly enrolledAt: number;
}

export interface DeviceContext extends ServerContext {
  readonly device: AuthenticatedDevice;
}

/** Who sends a segment. */
export interface UploaderContext extends DeviceContext {
  /** What its own journal holds around the entry that it sends; where that was looked up. */
  readonly near?: readonly NearEntry[];
}
