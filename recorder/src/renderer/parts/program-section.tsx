import type { RecorderStatus } from '../../core/recorder-status.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatTime } from '../format.ts';
import { useWords } from '../words.ts';
import { FactRow, Section } from './section.tsx';

interface ProgramSectionProps {
  readonly version: string;
  readonly status: RecorderStatus;
  readonly now: number;
}

/** Shows the version, its last change, who installs new ones, and an update under way. */
export function ProgramSection({ version, status, now }: ProgramSectionProps) {
  const { t, locale } = useWords();
  const { update, updatesBy, versionChange } = status;
  const isTrouble = update !== null && TROUBLE.has(update.state);
  return (
    <Section title={t.program.title}>
      <dl className="facts">
        <FactRow name={t.program.version}>{version}</FactRow>
        {versionChange !== null && (
          <FactRow name={t.program.changed}>
            {fill(t.program.changedText, {
              from: versionChange.from,
              to: versionChange.to,
              at: formatTime(versionChange.at, now, locale),
            })}
          </FactRow>
        )}
        <FactRow name={t.program.newer}>{t.program.by[updatesBy]}</FactRow>
        {update !== null && (
          <FactRow name={t.program.update} {...(isTrouble && { tone: 'warn' })}>
            {fill(textOf(update, t.program), {
              version: update.version,
              percent: Math.floor((update.bytes / update.size) * 100),
            })}
          </FactRow>
        )}
      </dl>
    </Section>
  );
}

type Update = NonNullable<RecorderStatus['update']>;
type Words = ReturnType<typeof useWords>['t']['program'];

const TROUBLE: ReadonlySet<Update['state']> = new Set(['refused', 'failed', 'rolled-back']);

function textOf({ state, code }: Update, { states, waits }: Words): string {
  if (state !== 'downloading' || code === null) return states[state];
  return code === 'waits-for-space' ? waits.space : waits.later;
}
