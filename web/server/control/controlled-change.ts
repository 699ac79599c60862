import type { Role } from '@workcompanion/core/access';
import type { ControlRequestId, UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Tx } from '@workcompanion/db/client';
import type { z } from 'zod';
import type { ControlKind, Gain } from '../../contract/control.ts';
import type { Right } from '../../contract/session.ts';
import type { UserContext } from '../auth/user-context.ts';

/** µs in which somebody has to agree: what nobody has looked at for a week is not wanted any more. */
export const ANSWER_TIME = 7 * 24 * 3_600_000_000;

/** Who gains by a change, and so can't agree to it. */
export interface Favoured {
  readonly users: readonly UserId[];
  readonly roles: readonly Role[];
}

export interface Judgement {
  /** Empty: it takes away or changes nothing of watching, and needs nobody else. */
  readonly gains: readonly Gain[];
  readonly favoured: Favoured;
  /** What it is about, as `noun:id`. */
  readonly subject: string;
  /** Told to whoever has to agree, as the details of an audit entry are. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** All that the judgement rests on. When it is another later, nobody agreed to that. */
  readonly state: unknown;
}

/** How it came about, for the audit entry: neither when it needed nobody else. */
export interface Agreement {
  /** No other account could agree. */
  readonly alone?: true;
  readonly request?: ControlRequestId;
  readonly agreedBy?: UserId;
}

/** An act that needs a second person where somebody gains by it. All that is known of its kind. */
export interface ControlledChange<Wish, Done> {
  readonly kind: ControlKind;
  readonly wish: z.ZodType<Wish>;
  /** What whoever asks must hold, also when it is done. */
  readonly right: Right;
  /** Reads under lock what there is, and throws what doing it would. */
  judge(tx: Tx, ctx: UserContext, wish: Wish): Promise<Judgement>;
  /** `ctx` is of whoever asked. */
  apply(tx: Tx, ctx: UserContext, wish: Wish, agreement: Agreement): Promise<Done>;
}

export const NOBODY: Favoured = { users: [], roles: [] };

/** Requests that were made after it wait still. */
export function openSince(now: UtcMicros): UtcMicros {
  return now - ANSWER_TIME;
}
