import { policyWords } from '@workcompanion/core/policy/policy-words';
import type { RecorderView } from '../../core/recorder-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { useWords } from '../words.ts';
import { FactRow, Section } from './section.tsx';

interface RulesSectionProps {
  readonly recorder: RecorderView;
  readonly onReadNotice: () => void;
}

/** What the policy says of the person and this computer, in the words that the portal uses too. */
export function RulesSection({ recorder, onReadNotice }: RulesSectionProps) {
  const { t, locale } = useWords();
  const { policy, notice } = recorder;
  if (policy === null) {
    return (
      <Section title={t.rules.title}>
        <p className="note">{t.rules.unknown}</p>
      </Section>
    );
  }
  const words = policyWords(policy, locale);
  return (
    <Section title={t.rules.title}>
      <dl className="facts">
        {words
          .filter(({ concerns, isSet }) => isSet && concerns !== 'operation')
          .map(({ id, label, value }) => (
            <FactRow key={id} name={label}>
              {value}
            </FactRow>
          ))}
        {notice !== null && (
          <FactRow name={t.rules.notice}>
            {fill(t.rules.noticeText, { version: notice.version })}{' '}
            <button type="button" className="link" onClick={onReadNotice}>
              {t.rules.readAgain}
            </button>
          </FactRow>
        )}
        <FactRow name={t.rules.version}>
          {fill(t.rules.versionText, { version: policy.version })}
        </FactRow>
      </dl>
    </Section>
  );
}
