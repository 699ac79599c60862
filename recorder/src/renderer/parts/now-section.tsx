import type { RecorderStatus } from '../../core/recorder-status.ts';
import type { ShellView } from '../../ipc/shell-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatAge } from '../format.ts';
import { useWords } from '../words.ts';
import { Fact, Section } from './section.tsx';

interface NowSectionProps {
  readonly status: RecorderStatus;
  readonly view: ShellView;
}

export function NowSection({ status, view }: NowSectionProps) {
  const { t, locale } = useWords();
  const { displays, lastFrameAt, personName, framesPerSecond } = status;
  return (
    <Section title={t.now.title}>
      <dl className="facts">
        <Fact name={t.now.person}>{personName}</Fact>
        {status.approval === 'waiting' && (
          <Fact name={t.now.approval} tone="warn">
            {t.now.approvalText}
          </Fact>
        )}
        <Fact name={t.now.displays}>
          {displays.length === 0 ? (
            t.now.none
          ) : (
            <ul className="chips">
              {displays.map((display) => (
                <li key={display}>{display}</li>
              ))}
            </ul>
          )}
        </Fact>
        {status.pictureProblems.map(({ display, problem }) => (
          <Fact key={display} name={t.now.doubt} tone="warn">
            {fill(t.now.problems[problem], { display })}
          </Fact>
        ))}
        {status.withheld.map(({ display, cause }) => (
          <Fact key={display} name={t.now.notNow} tone="warn">
            {fill(t.now.withheld[cause], { display })}
          </Fact>
        ))}
        {status.covered.map((display) => (
          <Fact key={display} name={t.now.covered}>
            {fill(t.now.coveredText, { display })}
          </Fact>
        ))}
        <Fact name={t.now.verified}>
          {lastFrameAt === null ? t.now.never : formatAge(lastFrameAt, view.now, locale)}
        </Fact>
        {framesPerSecond !== null && displays.length > 0 && (
          <Fact name={t.now.pictures}>{fill(t.now.perSecond, { count: framesPerSecond })}</Fact>
        )}
        <Fact name={t.now.notRecorded}>{t.now.notRecordedText}</Fact>
      </dl>
    </Section>
  );
}
