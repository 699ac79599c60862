import { formatBytes } from '@workcompanion/core/format-bytes';
import type { RecorderStatus } from '../../core/recorder-status.ts';
import { uploadProgress } from '../../core/upload-progress.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatAge, formatLeft, formatTime } from '../format.ts';
import { useWords } from '../words.ts';
import { FactRow, Section } from './section.tsx';

interface UploadSectionProps {
  readonly status: RecorderStatus;
  readonly now: number;
  readonly onTestConnection: () => void;
}

/** A clock that is further off than this is told, in µs. */
const CLOCK_OFF = 120_000_000;

export function UploadSection({ status, now, onTestConnection }: UploadSectionProps) {
  const { t, locale } = useWords();
  const { backlog, kept, former, lastUploadAt, parked, server, updateTo, journalDamage } = status;
  const clockOffset = Math.abs(status.clockOffset ?? 0);
  const progress = uploadProgress(status);
  const amount = { count: backlog.segments, size: formatBytes(backlog.bytes, locale) };
  return (
    <Section title={t.upload.title}>
      <dl className="facts">
        <FactRow name={t.upload.waiting}>
          {progress === 'waiting' ? fill(t.upload.amount, amount) : t.upload.progress[progress]}
        </FactRow>
        {backlog.oldest !== null && (
          <FactRow name={t.upload.oldest}>{formatAge(backlog.oldest, now, locale)}</FactRow>
        )}
        <FactRow name={t.upload.last}>
          {lastUploadAt === null ? t.upload.never : formatTime(lastUploadAt, now, locale)}
        </FactRow>
        {kept.segments > 0 && (
          <FactRow name={t.upload.kept}>
            {fill(t.upload.keptText, {
              count: kept.segments,
              size: formatBytes(kept.bytes, locale),
            })}
          </FactRow>
        )}
        {former.entries > 0 && (
          <FactRow name={t.upload.former} tone={former.refused > 0 ? 'warn' : undefined}>
            {fill(former.refused > 0 ? t.upload.formerRefused : t.upload.formerText, {
              count: former.segments,
              size: formatBytes(former.bytes, locale),
              refused: former.refused,
            })}
          </FactRow>
        )}
        {updateTo !== null && (
          <FactRow name={t.upload.update} tone="warn">
            {fill(t.upload.updateText, { version: updateTo })}
          </FactRow>
        )}
        {parked > 0 && (
          <FactRow name={t.upload.parked} tone="warn">
            {fill(t.upload.parkedText, { count: parked })}
          </FactRow>
        )}
        {journalDamage !== null && (
          <FactRow name={t.upload.journal} tone={journalDamage.isTold ? undefined : 'warn'}>
            {fill(journalDamage.isTold ? t.upload.damageTold : t.upload.damage, {
              at: formatTime(journalDamage.at, now, locale),
              count: journalDamage.lost,
            })}
          </FactRow>
        )}
        {clockOffset > CLOCK_OFF && (
          <FactRow name={t.connection.clock} tone="warn">
            {fill(t.connection.clockText, { amount: formatLeft(clockOffset) })}
          </FactRow>
        )}
        <FactRow name={t.upload.portal}>
          {new URL(server).host}{' '}
          <button type="button" className="link" onClick={onTestConnection}>
            {t.connection.open}
          </button>
        </FactRow>
      </dl>
    </Section>
  );
}
