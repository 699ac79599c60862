import type { PERSON_ZONE, Policy } from '@workcompanion/core/protocol/policy';
import type { RecorderView } from '../../core/recorder-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatBytes, formatList } from '../format.ts';
import { scheduleLines } from '../schedule-lines.ts';
import { useWords } from '../words.ts';
import { Fact, Section } from './section.tsx';

/** The policy's word for this computer's own zone. */
const OWN_ZONE: typeof PERSON_ZONE = 'person';

interface RulesSectionProps {
  readonly recorder: RecorderView;
  readonly onReadNotice: () => void;
}

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
  const { pause, storage, upload, version } = policy;
  return (
    <Section title={t.rules.title}>
      <dl className="facts">
        <Fact name={t.rules.hours}>
          <Hours schedule={policy.schedule} />
        </Fact>
        <PictureRules policy={policy} />
        <Fact name={t.rules.pauses}>
          {pause.allowed
            ? fill(t.rules.pausesAllowed, { minutes: pause.maximumMinutes })
            : t.rules.pausesForbidden}
        </Fact>
        {upload.schedule !== null && (
          <Fact name={t.rules.uploads}>
            <Hours schedule={upload.schedule} />
          </Fact>
        )}
        {policy.saving.meteredBytesPerSecond !== null && (
          <Fact name={t.rules.metered}>
            {fill(t.rules.meteredText, {
              size: formatBytes(policy.saving.meteredBytesPerSecond, locale),
            })}
          </Fact>
        )}
        <Fact name={t.rules.storage}>
          {fill(t.rules.storageText, { size: formatBytes(storage.quotaBytes, locale) })}
        </Fact>
        {notice !== null && (
          <Fact name={t.rules.notice}>
            {fill(t.rules.noticeText, { version: notice.version })}{' '}
            <button type="button" className="link" onClick={onReadNotice}>
              {t.rules.readAgain}
            </button>
          </Fact>
        )}
        <Fact name={t.rules.version}>{fill(t.rules.versionText, { version })}</Fact>
      </dl>
    </Section>
  );
}

function Hours({ schedule }: { readonly schedule: Policy['schedule'] }) {
  const { t, locale } = useWords();
  if (schedule === null) return t.rules.always;
  const lines = scheduleLines(schedule, locale);
  if (lines.length === 0) return t.rules.never;
  const zone = schedule.timeZone === OWN_ZONE ? t.rules.thisComputer : schedule.timeZone;
  return (
    <>
      {lines.map(({ days, hours }) => (
        <div key={days}>
          {days} {hours}
        </div>
      ))}
      <div className="note">{fill(t.rules.zone, { zone })}</div>
    </>
  );
}

const MINUTE_SECONDS = 60;

interface PictureRulesProps {
  readonly policy: Pick<Policy, 'capture' | 'excluded' | 'idle' | 'saving'>;
}

/** What is in the pictures and what never is, as far as the policy says something of it. */
function PictureRules({ policy: { capture, excluded, idle, saving } }: PictureRulesProps) {
  const { t, locale } = useWords();
  const kept = [
    ...excluded.programs,
    ...excluded.titles.map((text) => fill(t.rules.excludedTitle, { text })),
  ];
  return (
    <>
      <Fact name={t.rules.displays}>
        {capture.displays === 'all' ? t.rules.allDisplays : t.rules.primaryDisplay}
      </Fact>
      {kept.length > 0 && (
        <Fact name={t.rules.excluded}>
          {formatList(kept, locale)}
          <div className="note">{t.rules.excludedHow[excluded.how]}</div>
        </Fact>
      )}
      {saving.batteryFramesPerSecond !== null && (
        <Fact name={t.rules.battery}>
          {fill(t.rules.batteryText, {
            fps: Math.min(saving.batteryFramesPerSecond, capture.framesPerSecond),
          })}
        </Fact>
      )}
      {idle.afterSeconds !== null && (
        <Fact name={t.rules.idle}>
          {fill(t.rules.idleText, {
            fps: Math.min(idle.framesPerSecond, capture.framesPerSecond),
            minutes: idle.afterSeconds / MINUTE_SECONDS,
          })}
        </Fact>
      )}
    </>
  );
}
