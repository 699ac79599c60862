import { formatBytes } from '@workcompanion/core/format-bytes';
import type { RecorderStatus } from '../../core/recorder-status.ts';
import { uploadProgress } from '../../core/upload-progress.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatAge, formatTime } from '../format.ts';
import { useWords } from '../words.ts';
import { Fact, Section } from './section.tsx';

interface UploadSectionProps {
  readonly status: RecorderStatus;
  readonly now: number;
}

export function UploadSection({ status, now }: UploadSectionProps) {
  const { t, locale } = useWords();
  const { backlog, kept, former, lastUploadAt, parked, server, updateTo, journalDamage } = status;
  const progress = uploadProgress(status);
  const amount = { count: backlog.segments, size: formatBytes(backlog.bytes, locale) };
  return (
    <Section title={t.upload.title}>
      <dl className="facts">
        <Fact name={t.upload.waiting}>
          {progress === 'waiting' ? fill(t.upload.amount, amount) : t.upload.progress[progress]}
        </Fact>
        {backlog.oldest !== null && (
          <Fact name={t.upload.oldest}>{formatAge(backlog.oldest, now, locale)}</Fact>
        )}
        <Fact name={t.upload.last}>
          {lastUploadAt === null ? t.upload.never : formatTime(lastUploadAt, now, locale)}
        </Fact>
        {kept.segments > 0 && (
          <Fact name={t.upload.kept}>
            {fill(t.upload.keptText, {
              count: kept.segments,
              size: formatBytes(kept.bytes, locale),
            })}
          </Fact>
        )}
        {former.entries > 0 && (
          <Fact name={t.upload.former} tone={former.refused > 0 ? 'warn' : undefined}>
            {fill(former.refused > 0 ? t.upload.formerRefused : t.upload.formerText, {
              count: former.segments,
              size: formatBytes(former.bytes, locale),
              refused: former.refused,
            })}
          </Fact>
        )}
        {updateTo !== null && (
          <Fact name={t.upload.update} tone="warn">
            {fill(t.upload.updateText, { version: updateTo })}
          </Fact>
        )}
        {parked > 0 && (
          <Fact name={t.upload.parked} tone="warn">
            {fill(t.upload.parkedText, { count: parked })}
          </Fact>
        )}
        {journalDamage !== null && (
          <Fact name={t.upload.journal} tone={journalDamage.isTold ? undefined : 'warn'}>
            {fill(journalDamage.isTold ? t.upload.damageTold : t.upload.damage, {
              at: formatTime(journalDamage.at, now, locale),
              count: journalDamage.lost,
            })}
          </Fact>
        )}
        <Fact name={t.upload.portal}>{new URL(server).host}</Fact>
      </dl>
    </Section>
  );
}
