import type { UserId } from '@workcompanion/core/ids';
import type { SignedIn } from './user-context.ts';

/** µs. A film asks for a segment each few seconds, and for many at once when it begins. */
const KEPT = 3_000_000;
/** µs. Longer than the transaction that ends a session: until then the database is asked. */
const NOT_KEPT_AFTER_END = 30_000_000;
const MOST = 5_000;

/**
 * Who asked for footage a moment ago, by cookie. A session that is ended is worth nothing any more: on
 * other nodes when they hear of it, or, while they hear nothing, after three seconds.
 */
export class SessionMemory {
  readonly #found = new Map<string, { readonly who: SignedIn; readonly at: number }>();
  readonly #ended = new Map<UserId, number>();

  find(token: string, now: number): SignedIn | null {
    const found = this.#found.get(token);
    if (!found || now < found.at || now >= found.at + KEPT) return null;
    return found.who;
  }

  keep(token: string, who: SignedIn, now: number): void {
    const ended = this.#ended.get(who.user.id);
    if (ended !== undefined && now < ended + NOT_KEPT_AFTER_END) return;
    if (this.#found.size >= MOST) this.#found.clear();
    this.#found.set(token, { who, at: now });
  }

  forget(user: UserId, now: number): void {
    for (const [token, { who }] of this.#found) {
      if (who.user.id === user) this.#found.delete(token);
    }
    if (this.#ended.size >= MOST) this.#ended.clear();
    this.#ended.set(user, now);
  }
}
