import { Button, Checkbox, CloseButton, Group, TextInput } from '@mantine/core';
import { IconTextScan2 } from '@tabler/icons-react';
import type { BlurredRegion } from '@workcompanion/core/evidence/manifest';
import type { NumberKind } from '@workcompanion/core/search/number-kinds';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import type { Clip } from '../../contract/clips.ts';
import { MOST_REGIONS } from '../../contract/evidence-packages.ts';
import { isEnoughSought, type SearchCoverage } from '../../contract/search.ts';
import { useStretchWords } from '../cases/use-stretch-words.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDuration } from '../format/use-duration.ts';
import { FormAlert } from '../forms/form-alert.tsx';
import { HitPicture } from '../search/hit-picture.tsx';
import { MarkedText } from '../search/marked-text.tsx';
import { NumberKindSelect } from '../search/number-kind-select.tsx';
import type { FoundText } from './cover-text.ts';
import styles from './evidence-packages.module.css';
import { useFindTexts } from './use-find-texts.ts';

interface CoverFieldsProps {
  readonly clip: Clip;
  readonly value: readonly BlurredRegion[];
  readonly onChange: (regions: BlurredRegion[]) => void;
}

/** Text that is covered wherever it was found in the clip, once each place was looked at. */
export function CoverFields({ clip, value, onChange }: CoverFieldsProps) {
  const t = useTranslations('evidencePackages.cover');
  const remove = useTranslations('evidencePackages')('remove');
  const [isOpen, setOpen] = useState(false);
  const reasons = Map.groupBy(
    value.filter(({ isCovered }) => isCovered),
    ({ reason }) => reason,
  );
  return (
    <div>
      {reasons.size === 0 ? null : (
        <>
          <span className={styles['label']}>{t('covered')}</span>
          <ul className={styles['parts']}>
            {[...reasons].map(([reason, regions]) => (
              <li key={reason}>
                <span>
                  {t('places', { count: regions.length })}
                  <small>{reason}</small>
                </span>
                <CloseButton
                  size="sm"
                  aria-label={remove}
                  onClick={() => onChange(value.filter((one) => !regions.includes(one)))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {isOpen ? (
        <CoverForm
          clip={clip}
          room={MOST_REGIONS - value.length}
          onDone={(regions) => {
            if (regions.length > 0) onChange([...value, ...regions]);
            setOpen(false);
          }}
        />
      ) : (
        <Button
          variant="default"
          mt={reasons.size > 0 ? 8 : 0}
          leftSection={<IconTextScan2 size={15} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          {t('open')}
        </Button>
      )}
    </div>
  );
}

interface CoverFormProps {
  readonly clip: Clip;
  /** So many regions may be added. */
  readonly room: number;
  /** None: nothing. */
  readonly onDone: (regions: BlurredRegion[]) => void;
}

function CoverForm({ clip, room, onDone }: CoverFormProps) {
  const t = useTranslations('evidencePackages.cover');
  const common = useTranslations('evidencePackages');
  const [words, setWords] = useState('');
  const [numbers, setNumbers] = useState<NumberKind | null>(null);
  const [reason, setReason] = useState('');
  const [left, setLeft] = useState<ReadonlySet<FoundText>>(new Set());
  const [knowsUnread, setKnowsUnread] = useState(false);
  const finding = useFindTexts(clip);
  const isAsking = isEnoughSought({ words: words.trim(), numbers });
  const start = (): void => {
    setLeft(new Set());
    setKnowsUnread(false);
    finding.find(words.trim(), numbers);
  };
  const chosen = (finding.found ?? []).filter((one) => !left.has(one));
  const regions = chosen.flatMap((one) => one.regions);
  const isWhole = finding.coverage !== null && unreadOf(finding.coverage) === 0;
  const mayCover =
    regions.length > 0 &&
    regions.length <= room &&
    reason.trim() !== '' &&
    (isWhole || knowsUnread);
  return (
    <div className={styles['box']}>
      <Group gap={8} align="flex-end">
        <TextInput
          className={styles['wide']}
          label={t('words')}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Enter') return;
            // It finds, and does not send the whole dialog.
            event.preventDefault();
            if (isAsking) start();
          }}
        />
        <NumberKindSelect w={190} value={numbers} onChange={setNumbers} />
        <Button variant="default" disabled={!isAsking} loading={finding.isRunning} onClick={start}>
          {t('find')}
        </Button>
      </Group>
      <p className={styles['text']}>{t('hint')}</p>
      <FindingError error={finding.error} />
      {finding.found === null || finding.coverage === null ? null : (
        <>
          <Unread coverage={finding.coverage} isKnown={knowsUnread} onKnown={setKnowsUnread} />
          {finding.found.length === 0 ? (
            <p className={styles['text']}>{t('none')}</p>
          ) : (
            <FoundTexts
              clip={clip}
              found={finding.found}
              left={left}
              onToggle={(one) =>
                setLeft((before) => {
                  const after = new Set(before);
                  if (!after.delete(one)) after.add(one);
                  return after;
                })
              }
            />
          )}
          {regions.length > room ? (
            <FormAlert tone="bad">{t('tooMany', { most: MOST_REGIONS })}</FormAlert>
          ) : null}
          <TextInput
            label={t('reason')}
            description={t('reasonHint')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      <Group gap={8} justify="flex-end">
        <Button variant="default" onClick={() => onDone([])}>
          {common('discard')}
        </Button>
        <Button
          disabled={!mayCover}
          onClick={() => onDone(regions.map((region) => ({ ...region, reason: reason.trim() })))}
        >
          {t('cover', { count: chosen.length })}
        </Button>
      </Group>
    </div>
  );
}

function FindingError({ error }: { readonly error: unknown }) {
  const words = useErrorWords();
  return error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>;
}

interface UnreadProps {
  readonly coverage: SearchCoverage;
  readonly isKnown: boolean;
  readonly onKnown: (isKnown: boolean) => void;
}

/** What was not read is not covered: whoever makes the package has to know. */
function Unread({ coverage, isKnown, onKnown }: UnreadProps) {
  const t = useTranslations('evidencePackages.cover');
  const { hours } = useDuration();
  const unread = unreadOf(coverage);
  if (unread === 0) return null;
  return (
    <FormAlert tone="info">
      {t('unread', { unread: hours(unread), recorded: hours(coverage.recordedMicros) })}
      <Checkbox
        mt={8}
        label={t('unreadKnown')}
        checked={isKnown}
        onChange={(event) => onKnown(event.currentTarget.checked)}
      />
    </FormAlert>
  );
}

/** A second of rounding at the edges of segments is none. */
function unreadOf({ recordedMicros, textsMicros, unreadable }: SearchCoverage): number {
  const unread = recordedMicros - textsMicros;
  return unread > 1_000_000 || unreadable > 0 ? Math.max(unread, 1_000_000) : 0;
}

interface FoundTextsProps {
  readonly clip: Clip;
  readonly found: readonly FoundText[];
  /** Those that are not covered. */
  readonly left: ReadonlySet<FoundText>;
  readonly onToggle: (one: FoundText) => void;
}

function FoundTexts({ clip, found, left, onToggle }: FoundTextsProps) {
  const t = useTranslations('evidencePackages.cover');
  const { clock } = useStretchWords();
  const zone = clip.person.timeZone;
  return (
    <ul className={styles['found']} aria-label={t('found')}>
      {found.map((one) => {
        const { hit, regions } = one;
        const [first] = regions;
        const last = regions.at(-1);
        return (
          <li key={`${hit.device} ${hit.display} ${hit.from} ${hit.box?.x} ${hit.box?.y}`}>
            <HitPicture hit={hit} />
            <Checkbox
              checked={!left.has(one)}
              onChange={() => onToggle(one)}
              label={
                <>
                  <MarkedText text={hit.text ?? ''} marks={hit.marks} />
                  <small>
                    {clock(first?.from ?? hit.from, zone)} – {clock(last?.to ?? hit.to, zone)}
                  </small>
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
