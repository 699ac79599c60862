import type { RecorderStatus } from '../../core/recorder-status.ts';
import type { ShellView } from '../../ipc/shell-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatAge } from '../format.ts';
import { useWords } from '../words.ts';
import { FactRow, Section } from './section.tsx';

interface NowSectionProps {
  readonly status: RecorderStatus;
  readonly view: ShellView;
}

export function NowSection({ status, view }: NowSectionProps) {
  const { t, locale } = useWords();
  const { displays, lastFrameAt, personName, framesPerSecond } = status;
  const nameOf = (display: string) => displayName(display, { displays, words: t.now.display });
  return (
    <Section title={t.now.title}>
      <dl className="facts">
        <FactRow name={t.now.person}>{personName}</FactRow>
        {status.approval === 'waiting' && (
          <FactRow name={t.now.approval} tone="warn">
            {t.now.approvalText}
          </FactRow>
        )}
        <FactRow name={t.now.displays}>
          {displays.length === 0 ? (
            t.now.none
          ) : (
            <ul className="chips">
              {displays.map((display) => (
                <li key={display} title={display}>
                  {nameOf(display)}
                </li>
              ))}
            </ul>
          )}
        </FactRow>
        {status.pictureProblems.map(({ display, problem }) => (
          <FactRow key={display} name={t.now.doubt} tone="warn">
            {fill(t.now.problems[problem], { display: nameOf(display) })}
          </FactRow>
        ))}
        {status.withheld.map(({ display, cause, program }) => (
          <FactRow key={display} name={t.now.notNow} tone="warn">
            {program === null
              ? fill(t.now.withheld[cause], { display: nameOf(display) })
              : fill(t.now.withheld['excluded-program'], { display: nameOf(display), program })}
          </FactRow>
        ))}
        {status.covered.map((display) => (
          <FactRow key={display} name={t.now.covered}>
            {fill(t.now.coveredText, { display: nameOf(display) })}
          </FactRow>
        ))}
        <FactRow name={t.now.verified}>
          {lastFrameAt === null ? t.now.never : formatAge(lastFrameAt, view.now, locale)}
        </FactRow>
        {framesPerSecond !== null && displays.length > 0 && (
          <FactRow name={t.now.pictures}>
            {fill(t.now.perSecond, { count: framesPerSecond })}
          </FactRow>
        )}
        <FactRow name={t.now.notRecorded}>{t.now.notRecordedText}</FactRow>
      </dl>
    </Section>
  );
}

interface DisplayNaming {
  readonly displays: readonly string[];
  readonly words: string;
}

/** "Display 1", as the portal calls them: by the order of the system's own names. */
function displayName(display: string, { displays, words }: DisplayNaming): string {
  const number = displays.toSorted().indexOf(display) + 1;
  return number === 0 ? display : fill(words, { number });
}
