import { isAppError } from '../../errors.ts';

/** Null for what is not there. */
export async function absentIfMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}
