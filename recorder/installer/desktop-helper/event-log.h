#ifndef EVENT_LOG_H
#define EVENT_LOG_H

/* Writes standard input as one event of Windows' log. `level`: "error", "warning" or "info". */
int write_event(const char *level);

#endif
