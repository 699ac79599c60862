import { AppError } from '@workcompanion/core/errors';
import type { Notice } from '@workcompanion/core/protocol/policy';
import type { Facts } from '../journal/facts.ts';
import type { Journal } from '../journal/journal.ts';
import { type NoticeLocale, noticeAcknowledged } from './notice.ts';
import type { PolicyStore } from './policy-store.ts';

export interface NoticeBoardOptions {
  readonly policy: PolicyStore;
  readonly facts: Facts;
  readonly journal: Journal;
  readonly userName: string;
}

export interface PostedNotice {
  readonly notice: Notice;
  readonly acknowledged: boolean;
}

/** The notice in force, and whether the person has acknowledged it. */
export class NoticeBoard {
  readonly #options: NoticeBoardOptions;

  constructor(options: NoticeBoardOptions) {
    this.#options = options;
  }

  /** Null until the server has told its policy. */
  get current(): PostedNotice | null {
    const { policy, facts } = this.#options;
    const notice = policy.current?.notice;
    if (notice === undefined) return null;
    const acknowledged = Number(facts.get('acknowledged-notice') ?? '0') >= notice.version;
    return { notice, acknowledged };
  }

  /** May be called again. Throws `unavailable` while there is no notice. */
  async acknowledge(locale: NoticeLocale): Promise<void> {
    const { journal, userName } = this.#options;
    if (this.current === null) {
      throw new AppError('unavailable', 'The server has not told its policy yet.');
    }
    const { notice, acknowledged } = this.current;
    if (acknowledged) return;
    await journal.append({ body: noticeAcknowledged(notice, { locale, userName }) });
  }
}
