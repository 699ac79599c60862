import { describe, expect, it } from 'vitest';
import { policyBodyOf, policyFormValues } from './policy-form-values.ts';
import { seedPolicy } from './testing/seed-policy.ts';

describe('the form of a policy', () => {
  it('gives back what it was given, to the byte, when nothing was changed', () => {
    const { version: _, notice, ...policy } = seedPolicy();
    expect(policyBodyOf(policyFormValues(seedPolicy()), seedPolicy())).toEqual({
      ...policy,
      notice: { text: notice.text },
    });
  });

  it('says when to upload on every day alike, and nothing when it is left empty', () => {
    const uploading = (uploadWindows: string) =>
      policyBodyOf({ ...policyFormValues(seedPolicy()), uploadWindows }, seedPolicy()).upload;
    expect(uploading('18:00–24:00').schedule).toMatchObject({
      timeZone: 'person',
      days: { '1': [{ from: 1080, to: 1440 }], '7': [{ from: 1080, to: 1440 }] },
    });
    expect(uploading('').schedule).toBeNull();
  });

  it('proposes office hours once recording is limited to hours', () => {
    const values = { ...policyFormValues(seedPolicy()), isLimited: true };
    const { schedule } = policyBodyOf(values, seedPolicy());
    expect(schedule?.days['1']).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1020 },
    ]);
    expect(schedule?.days['6']).toEqual([]);
  });
});
