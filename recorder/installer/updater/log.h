#ifndef LOG_H
#define LOG_H
#include "places.h"

/* A line in work\updater.log, which administrators can read. */
void log_line(const places *where, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
