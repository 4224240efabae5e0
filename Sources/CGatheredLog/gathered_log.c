#include "gathered_log.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/*
 * SQLite writes each page of its log by two system calls: 24 bytes that
 * describe it, then the page. A transaction of sixty messages touches two
 * hundred pages, and the four hundred calls cost more than the statements.
 *
 * Source: sqlite.org/vfs.html; sqlite.org/walformat.html.
 */

/* Bytes that are gathered: as many pages as fit into what SQLite's own file
   system writes at once, 128 KiB less one. */
enum { CAPACITY = 31 * (24 + 4096) };

/* A log, and what of it the system does not have yet. */
struct log_file {
  sqlite3_file base;
  sqlite3_file *file;      /* the system's; it stands behind this struct */
  unsigned char *gathered; /* CAPACITY bytes; NULL in one that gathers nothing */
  sqlite3_int64 start;     /* where in the file the gathered bytes go */
  int count;
};

static sqlite3_vfs *system_vfs;

static struct log_file *log_of(sqlite3_file *file) { return (struct log_file *)file; }

/* Hands what was gathered to the system. What it does not take is dropped:
   SQLite is told, gives the transaction up and writes there again. */
static int flush(struct log_file *log) {
  int count = log->count;
  if (count == 0) return SQLITE_OK;
  log->count = 0;
  return log->file->pMethods->xWrite(log->file, log->gathered, count, log->start);
}

/* Gathers bytes that follow the last; says whether they fitted. */
static int gather(struct log_file *log, const void *bytes, int count, sqlite3_int64 offset) {
  if (log->gathered == NULL || count > CAPACITY) return 0;
  if (log->count == 0) {
    log->start = offset;
  } else if (offset != log->start + log->count || count > CAPACITY - log->count) {
    return 0;
  }
  memcpy(log->gathered + log->count, bytes, (size_t)count);
  log->count += count;
  return 1;
}

static int log_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  struct log_file *log = log_of(file);
  if (gather(log, bytes, count, offset)) return SQLITE_OK;
  int code = flush(log);
  if (code != SQLITE_OK || gather(log, bytes, count, offset)) return code;
  return log->file->pMethods->xWrite(log->file, bytes, count, offset);
}

/* A failure to hand on is told as a failed write, whatever it was: a full disk
   would undo one statement, and the transaction must be. */
static int log_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  struct log_file *log = log_of(file);
  int is_gathered = offset < log->start + log->count && offset + count > log->start;
  if (is_gathered && flush(log) != SQLITE_OK) return SQLITE_IOERR_WRITE;
  return log->file->pMethods->xRead(log->file, bytes, count, offset);
}

static int log_sync(sqlite3_file *file, int flags) {
  struct log_file *log = log_of(file);
  int code = flush(log);
  return code == SQLITE_OK ? log->file->pMethods->xSync(log->file, flags) : code;
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
  struct log_file *log = log_of(file);
  int code = flush(log);
  return code == SQLITE_OK ? log->file->pMethods->xTruncate(log->file, size) : code;
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
  struct log_file *log = log_of(file);
  int code = flush(log);
  return code == SQLITE_OK ? log->file->pMethods->xFileSize(log->file, size) : code;
}

static int log_close(sqlite3_file *file) {
  struct log_file *log = log_of(file);
  int flushed = flush(log);
  free(log->gathered);
  int closed = log->file->pMethods->xClose(log->file);
  return flushed == SQLITE_OK ? closed : flushed;
}

/* MARK: - What is the system's alone */

static int log_lock(sqlite3_file *file, int level) {
  sqlite3_file *system = log_of(file)->file;
  return system->pMethods->xLock(system, level);
}

static int log_unlock(sqlite3_file *file, int level) {
  sqlite3_file *system = log_of(file)->file;
  return system->pMethods->xUnlock(system, level);
}

static int log_check_reserved(sqlite3_file *file, int *is_reserved) {
  sqlite3_file *system = log_of(file)->file;
  return system->pMethods->xCheckReservedLock(system, is_reserved);
}

static int log_control(sqlite3_file *file, int what, void *argument) {
  sqlite3_file *system = log_of(file)->file;
  return system->pMethods->xFileControl(system, what, argument);
}

static int log_sector_size(sqlite3_file *file) {
  sqlite3_file *system = log_of(file)->file;
  return system->pMethods->xSectorSize(system);
}

static int log_characteristics(sqlite3_file *file) {
  sqlite3_file *system = log_of(file)->file;
  return system->pMethods->xDeviceCharacteristics(system);
}

/* Version 1: a log is neither mapped nor shared, only the database is. */
static const sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_check_reserved,
    .xFileControl = log_control,
    .xSectorSize = log_sector_size,
    .xDeviceCharacteristics = log_characteristics,
};

/* MARK: - The file system */

static int open_log(const char *name, sqlite3_file *file, int flags, int *flags_out) {
  struct log_file *log = log_of(file);
  *log = (struct log_file){.file = (sqlite3_file *)(log + 1)};
  int code = system_vfs->xOpen(system_vfs, name, log->file, flags, flags_out);
  if (code == SQLITE_OK) log->base.pMethods = &log_methods;
  return code;
}

static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out) {
  (void)vfs;
  if (flags & SQLITE_OPEN_WAL) return open_log(name, file, flags, flags_out);
  return system_vfs->xOpen(system_vfs, name, file, flags, flags_out);
}

static int registration;

static void register_once(void) {
  static sqlite3_vfs vfs;
  /* Nobody asks SQLite how much memory it uses, and counting it takes a lock for
     each of the thirty pieces that a message needs. Too late where something else
     has begun with SQLite: then it counts. */
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  registration = sqlite3_initialize();
  if (registration != SQLITE_OK) return;
  system_vfs = sqlite3_vfs_find(NULL);
  vfs = *system_vfs;
  vfs.zName = GATHERED_LOG_NAME;
  vfs.szOsFile = (int)sizeof(struct log_file) + system_vfs->szOsFile;
  vfs.pNext = NULL;
  vfs.xOpen = open_file;
  registration = sqlite3_vfs_register(&vfs, 1);
}

int gathered_log_register(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, register_once);
  return registration;
}

int gathered_log_begin(sqlite3 *connection) {
  sqlite3_file *file = NULL;
  int code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == NULL || file->pMethods != &log_methods) return SQLITE_MISUSE;
  struct log_file *log = log_of(file);
  if (log->gathered == NULL) log->gathered = malloc(CAPACITY);
  return log->gathered == NULL ? SQLITE_NOMEM : SQLITE_OK;
}
