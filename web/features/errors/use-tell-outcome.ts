import { notifications } from '@mantine/notifications';
import { useErrorWords } from './use-error-words.ts';

interface Outcome {
  readonly onDone: () => void;
  readonly onError: (error: Error) => void;
}

/**
 * Says in a toast how an action ended: for buttons in rows and dialogs that may be gone by then. Null:
 * a form says it itself.
 */
export function useTellOutcome(done: string | null): Outcome {
  const words = useErrorWords();
  return {
    onDone: () => {
      if (done !== null) notifications.show({ message: done });
    },
    onError: (error) => {
      if (done !== null) notifications.show({ color: 'red', message: words(error) });
    },
  };
}
