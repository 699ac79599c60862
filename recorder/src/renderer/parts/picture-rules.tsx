import type { Policy } from '@workcompanion/core/protocol/policy';
import { fill } from '../../messages/messages-of.ts';
import { formatList } from '../format.ts';
import { useWords } from '../words.ts';
import { Fact } from './section.tsx';

const MINUTE_SECONDS = 60;

interface PictureRulesProps {
  readonly policy: Pick<Policy, 'capture' | 'excluded' | 'idle' | 'saving'>;
}

/** What is in the pictures and what never is, as far as the policy says something of it. */
export function PictureRules({ policy: { capture, excluded, idle, saving } }: PictureRulesProps) {
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
