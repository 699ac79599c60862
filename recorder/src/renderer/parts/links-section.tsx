import { contactAddress } from '../../ipc/contact-address.ts';
import { fill } from '../../messages/messages-of.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';
import { Section } from './section.tsx';

/** The ways from here to what was recorded, to saying that it is wrong, and to whom the policy names. */
export function LinksSection({ contact }: { readonly contact: string | undefined }) {
  const { t } = useWords();
  const { ask, busy, problem } = useAsk();
  return (
    <Section title={t.links.title}>
      <div className="links">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void ask('openPortal', { page: 'recordings' })}
        >
          {t.links.recordings}
        </button>
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void ask('openPortal', { page: 'remark' })}
        >
          {t.links.remark}
        </button>
        {contactAddress(contact) !== null && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void ask('openHelp', null)}
          >
            {t.links.help}
          </button>
        )}
      </div>
      {contact !== undefined && <p className="note">{fill(t.links.helpText, { contact })}</p>}
      {problem !== null && (
        <p className="problem" role="alert">
          {t.answers[problem]}
        </p>
      )}
    </Section>
  );
}
