#ifndef GATHERED_LOG_H
#define GATHERED_LOG_H

typedef struct sqlite3 sqlite3;

/// Makes SQLite open files from here on so that `gathered_log_begin` can work.
///
/// May be called from any thread, and again: only the first call counts.
///
/// Returns an SQLite result code.
int gathered_log_register(void);

/// Has a connection write its log in large pieces: what SQLite appends page by
/// page is gathered in memory and handed to the system in one call, at the
/// latest when the log is synced.
///
/// The connection must be in WAL mode with `synchronous = FULL`, and stay so:
/// then SQLite syncs each commit before other connections may see it, and
/// whoever looks for a page finds it in the file. With less, they would not.
///
/// Returns an SQLite result code; SQLITE_MISUSE without such a log.
int gathered_log_begin(sqlite3 *connection);

/// The name under which SQLite knows it.
#define GATHERED_LOG_NAME "hubbub-gathered-log"

#endif
