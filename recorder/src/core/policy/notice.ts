import { createHash } from 'node:crypto';
import { AppError } from '@workcompanion/core/errors';
import { Notice } from '@workcompanion/core/protocol/policy';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import type { Facts } from '../journal/facts.ts';
import type { Journal } from '../journal/journal.ts';
import type { NoticeLocale } from './notice-locales.ts';
import type { PolicyStore } from './policy-store.ts';

interface Acknowledgement {
  readonly locale: NoticeLocale;
  readonly userName: string;
}

/** States which text was shown, in which language, and to whom. */
function noticeAcknowledged(notice: Notice, { locale, userName }: Acknowledgement): StatementBody {
  return {
    kind: 'notice-acknowledged',
    noticeVersion: notice.version,
    textSha256: createHash('sha256').update(notice.text[locale]).digest('hex'),
    locale,
    userName,
  };
}

interface NoticeBoardOptions {
  readonly policy: PolicyStore;
  readonly facts: Facts;
  readonly journal: Journal;
  readonly userName: string;
}

export interface CurrentNotice {
  readonly notice: Notice;
  readonly acknowledged: boolean;
  /** The words of the version that was acknowledged before, when this one waits; null without one. */
  readonly before: Notice['text'] | null;
}

/** The notice in force, and whether the person has acknowledged it. */
export class NoticeBoard {
  readonly #options: NoticeBoardOptions;

  constructor(options: NoticeBoardOptions) {
    this.#options = options;
  }

  /** Null until the server has sent a policy. */
  get current(): CurrentNotice | null {
    const { policy, facts } = this.#options;
    const notice = policy.current?.notice;
    if (notice === undefined) return null;
    const acknowledged = Number(facts.get('acknowledged-notice') ?? '0') >= notice.version;
    return { notice, acknowledged, before: acknowledged ? null : readText(facts) };
  }

  /** May be called again. Throws `unavailable` while there is no notice. */
  async acknowledge(locale: NoticeLocale): Promise<void> {
    const { journal, facts, userName } = this.#options;
    if (this.current === null) {
      throw new AppError('unavailable', 'The server has not told its policy yet.');
    }
    const { notice, acknowledged } = this.current;
    if (acknowledged) return;
    await journal.append({ body: noticeAcknowledged(notice, { locale, userName }) });
    facts.set('acknowledged-text', JSON.stringify(notice.text));
  }
}

function readText(facts: Facts): Notice['text'] | null {
  const kept = facts.get('acknowledged-text');
  return kept === null ? null : Notice.shape.text.parse(JSON.parse(kept));
}
